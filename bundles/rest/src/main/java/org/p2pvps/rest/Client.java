package org.p2pvps.rest;

/**
 * Who is at the other end.
 *
 * @param address its IP address
 * @param scheme {@code http} or {@code https}, as the client used it
 */
record Client(String address, String scheme) {}
