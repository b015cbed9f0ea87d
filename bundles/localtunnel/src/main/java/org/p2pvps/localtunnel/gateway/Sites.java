package org.p2pvps.localtunnel.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.p2pvps.api.traffic.TrafficBook;
import org.p2pvps.api.traffic.TrafficCount;
import org.p2pvps.localtunnel.gateway.Permits.Permit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sites that are served. Only {@link #all} may be called off the event loop. */
final class Sites {
    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);
    private static final int PREFACE_BYTES = 32;
    /** Connections that the device has replaced may linger for a moment beside the new ones. */
    private static final int SOCKETS_SPARE = 2;

    private final Map<String, Site> byName = new ConcurrentHashMap<>();
    /** By the preface's digest, so that a look-up takes no longer for a good guess. */
    private final Map<String, Site> byPreface = new HashMap<>();

    private final Permits permits;
    private final TrafficBook traffic;
    private final GatewayLimits limits;
    private final SecureRandom random = new SecureRandom();

    Sites(Permits permits, TrafficBook traffic, GatewayLimits limits) {
        this.traffic = traffic;
        this.permits = permits;
        this.limits = limits;
    }

    /** Serves a device's name, from now on with connections that show a new preface. @return the preface */
    String open(String name, Permit permit) {
        Site known = byName.get(name);
        boolean same = known != null && permit.equals(known.permit());
        if (known != null && !same) {
            close(known);
        }
        Site site = same ? known : siteOf(name, permit);
        byPreface.values().remove(site);
        site.renew();
        byName.put(name, site);
        byte[] secret = new byte[PREFACE_BYTES];
        random.nextBytes(secret);
        String preface = HexFormat.of().formatHex(secret);
        byPreface.put(digest(preface), site);
        LOG.info("Site {} is served by device {}", name, permit.deviceId());
        return preface;
    }

    private Site siteOf(String name, Permit permit) {
        TrafficCount count = traffic.open(permit.deviceId(), permit.leaseId());
        return new Site(name, permit, count, limits.deviceSockets() * SOCKETS_SPARE, limits);
    }

    /** Serves a guest. What it carries is nobody's. */
    Site openGuest(String name) {
        Site site = new Site(name, null, new TrafficCount(), limits.guestSockets(), limits);
        byName.put(name, site);
        return site;
    }

    /** @return null if there is no such site */
    Site find(String name) {
        return byName.get(name);
    }

    /** @return null if nobody was given that preface */
    Site byPreface(String preface) {
        return byPreface.get(digest(preface));
    }

    Collection<Site> all() {
        return byName.values();
    }

    void close(Site site) {
        boolean known = byName.remove(site.name(), site);
        byPreface.values().remove(site);
        site.close();
        if (known && !site.isGuest()) {
            traffic.close(site.permit().leaseId());
        }
    }

    /** Closes what is no longer permitted, and guests' names that turned into a device's. */
    void enforcePermits() {
        for (Site site : List.copyOf(byName.values())) {
            if (!isPermitted(site)) {
                LOG.info("Site {} is closed: its lease ended", site.name());
                close(site);
            }
        }
    }

    private boolean isPermitted(Site site) {
        return permits.of(site.name())
                .map(permit -> permit.equals(site.permit()))
                .orElse(site.permit() == null);
    }

    private static String digest(String preface) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(preface.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
