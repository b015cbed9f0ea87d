package org.p2pvps.api.uptime;

import java.time.Instant;

/**
 * How much of a span a device could be reached.
 *
 * @param seconds the span's length
 * @param downSeconds in which the device was away, and the server was not
 * @param serverDownSeconds in which the server itself was away; they count for the device
 * @param outages how many times the device was away
 * @param percent from 0 to 100, of the span
 */
public record Uptime(
        Instant from,
        Instant until,
        long seconds,
        long downSeconds,
        long serverDownSeconds,
        int outages,
        double percent) {}
