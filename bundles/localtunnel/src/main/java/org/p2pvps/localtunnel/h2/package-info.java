/**
 * HTTP/2 (RFC 9113) in front of HTTP/1.1: each stream is turned into a request as a connection of its own would bring it, and its
 * response is turned back. What HTTP/1.1 would read differently does not get through. Knows nothing of sites, tunnels or leases.
 */
package org.p2pvps.localtunnel.h2;
