package org.p2pvps.api.device;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Secret;

/**
 * What the server allots to one generation of a device.
 *
 * @param sshPort the port on the server at which its SSH tunnel ends; unique among active leases
 * @param subdomain its name at the gateway; unique among active leases
 * @param username the container's login
 * @param password the container's password; null once the lease is released
 * @param webToken the bearer token that gets the agent its subdomain at the gateway
 * @param tunnelKey the agent's public key, OpenSSH's one-line form
 * @param releasedAt null while the lease is active
 */
public record Lease(
        UUID id,
        UUID deviceId,
        int generation,
        int sshPort,
        String subdomain,
        String username,
        Secret password,
        Secret webToken,
        String tunnelKey,
        Instant createdAt,
        Instant releasedAt) {

    public boolean active() {
        return releasedAt == null;
    }

    /** The same lease for an agent with other keys; an empty tunnel key is nobody's. */
    public Lease withAgent(String newTunnelKey, Secret newWebToken) {
        return new Lease(
                id,
                deviceId,
                generation,
                sshPort,
                subdomain,
                username,
                password,
                newWebToken,
                newTunnelKey,
                createdAt,
                releasedAt);
    }

    /** The lease after its end; its secrets are gone. */
    public Lease released(Instant now) {
        return new Lease(id, deviceId, generation, sshPort, subdomain, username, null, null, tunnelKey, createdAt, now);
    }
}
