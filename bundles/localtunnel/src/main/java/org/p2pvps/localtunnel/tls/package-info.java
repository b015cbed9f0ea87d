/**
 * The beginning of a TLS connection: the client's hello is read for the name it asks for, before anything is decided, and
 * certificates are found by that name. Knows nothing of sites, tunnels or leases.
 */
package org.p2pvps.localtunnel.tls;
