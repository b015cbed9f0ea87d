package org.p2pvps.agent.device;

import java.net.URI;
import java.util.UUID;

/**
 * What {@code device.json} says.
 *
 * @param server the server's address, without a trailing slash
 * @param key the device key
 */
public record Credentials(URI server, UUID deviceId, String key) {
    /** An address below the server's. */
    public URI at(String path) {
        return URI.create(server + path);
    }

    /** Whether {@code other} is on the very server that the key belongs to. */
    public boolean mayBeSentTo(URI other) {
        return server.getScheme().equals(other.getScheme())
                && server.getHost().equalsIgnoreCase(other.getHost())
                && server.getPort() == other.getPort();
    }

    @Override
    public String toString() {
        return "Credentials[server=" + server + ", deviceId=" + deviceId + "]";
    }
}
