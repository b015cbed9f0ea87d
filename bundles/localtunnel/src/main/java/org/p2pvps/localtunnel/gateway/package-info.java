/**
 * The gateway's sockets. One event loop carries them all, so nothing in here is locked, and a request never changes threads. It
 * asks {@link org.p2pvps.localtunnel.gateway.Permits} who may have which name, and knows nothing else of leases.
 */
package org.p2pvps.localtunnel.gateway;
