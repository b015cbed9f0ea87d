package org.p2pvps.tunnel.io;

/**
 * Bounds of the sockets.
 *
 * @param backlog connections that may wait to be accepted, at each port
 * @param strangers connections to the server's own port that may be there without having settled
 * @param queued bytes that may wait to be written to one connection; a peer that lets more pile up is cut
 */
public record IoLimits(int backlog, int strangers, int queued) {}
