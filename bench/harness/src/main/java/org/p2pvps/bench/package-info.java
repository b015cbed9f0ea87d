/** Runs what carries the traffic, so that it can be measured: the server's bundles, the agent's ends, and fleets of devices. */
package org.p2pvps.bench;
