/** Stand-ins for the world around the agent. */
package org.p2pvps.agent.testing;
