/** What the agent needs of a container engine. */
package org.p2pvps.agent.engine;
