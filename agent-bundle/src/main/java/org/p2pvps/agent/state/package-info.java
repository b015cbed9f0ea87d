/** What survives a crash or a reboot. */
package org.p2pvps.agent.state;
