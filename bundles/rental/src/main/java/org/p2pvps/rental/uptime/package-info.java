/** When devices could be reached: outages, the server's own life, percentages. */
package org.p2pvps.rental.uptime;
