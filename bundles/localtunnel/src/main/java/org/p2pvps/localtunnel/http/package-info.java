/**
 * HTTP/1.1 as a gateway must read it (RFC 9112): strictly where leniency lets requests be smuggled, byte by byte through where
 * nothing needs to be understood. Knows nothing of sites, tunnels or leases.
 */
package org.p2pvps.localtunnel.http;
