/** Keeps outages and the server's own lives. */
package org.p2pvps.persistence.uptime;
