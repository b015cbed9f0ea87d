package org.p2pvps.localtunnel.http;

/**
 * A message's head, taken apart but not understood.
 *
 * @param startLine the request's or status line; empty if there was none
 */
record HeadText(String startLine, Fields fields) {}
