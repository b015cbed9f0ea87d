package org.p2pvps.registration;

import java.util.UUID;

/**
 * The content of {@code device.json}, which an owner puts on the device.
 *
 * @param server the server's address, {@code http(s)://host:port}
 * @param key the device key; this is the only time it is shown
 */
public record DeviceFile(String server, UUID deviceId, String key) {
    @Override
    public String toString() {
        return "DeviceFile[deviceId=" + deviceId + "]";
    }
}
