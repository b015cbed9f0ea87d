/**
 * The gateway's policy: which device may serve which name, read from the leases and kept in memory, so that sites are served on
 * while the database is being swapped.
 */
package org.p2pvps.localtunnel;
