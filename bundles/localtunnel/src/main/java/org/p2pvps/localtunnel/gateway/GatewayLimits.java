package org.p2pvps.localtunnel.gateway;

import java.time.Duration;

/**
 * What the gateway bears.
 *
 * @param headerBytes the size of a request's or response's head
 * @param headerFields fields in it
 * @param headerTimeout from a head's first byte to its last
 * @param idleTimeout of a visitor's connection between requests
 * @param waitTimeout how long a request waits for a connection to the device
 * @param responseTimeout from the request's last byte to the response's first
 * @param stallTimeout while bytes flow: how long none may
 * @param visitors connections of visitors, altogether
 * @param visitorsPerAddress connections of visitors from one address; 0 for no limit
 * @param bodyRate bytes a second that a request's body must come with
 * @param siteRate bytes a second that a site may carry, up and down together; 0 for no limit
 * @param waiting requests that may wait for one site
 * @param deviceSockets data connections advertised to a device
 * @param guestSockets data connections of a guest
 * @param guests tunnels of guests, altogether
 * @param strangers data connections that have not shown their preface yet
 */
public record GatewayLimits(
        int headerBytes,
        int headerFields,
        Duration headerTimeout,
        Duration idleTimeout,
        Duration waitTimeout,
        Duration responseTimeout,
        Duration stallTimeout,
        int visitors,
        int visitorsPerAddress,
        int bodyRate,
        long siteRate,
        int waiting,
        int deviceSockets,
        int guestSockets,
        int guests,
        int strangers) {}
