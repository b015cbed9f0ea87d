/** Talking to the server. */
package org.p2pvps.agent.server;
