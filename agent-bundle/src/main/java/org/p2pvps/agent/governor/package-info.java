/** The governor: makes the device what the server wants it to be, and keeps it so. */
package org.p2pvps.agent.governor;
