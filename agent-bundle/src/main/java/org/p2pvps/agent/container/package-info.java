/** The tenant's container: its image, its making, its limits, its account and its end. */
package org.p2pvps.agent.container;
