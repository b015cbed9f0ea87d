package org.p2pvps.registration;

import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.account.BearerSecret;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.protocol.ErrorCode;

/** Knows agents by their device key, and tells a revoked key from one that never was. */
@Component
public final class DeviceKeyAuthenticator implements Authenticator {
    private final DeviceStore devices;

    @Activate
    public DeviceKeyAuthenticator(@Reference DeviceStore devices) {
        this.devices = devices;
    }

    @Override
    public boolean knows(Secret bearer) {
        return bearer.value().startsWith(DEVICE_KEY_PREFIX);
    }

    @Override
    public Caller authenticate(Secret bearer) {
        String hash = BearerSecret.hash(bearer);
        return devices.byKeyHash(hash).map(this::caller).orElseThrow(() -> refusal(hash));
    }

    private Caller caller(Device device) {
        return new Caller(device.id(), device.name(), Set.of(Role.DEVICE), null);
    }

    private ProblemException refusal(String hash) {
        if (devices.isRevokedKey(hash)) {
            return new ProblemException(
                    ErrorCode.DEVICE_KEY_REVOKED,
                    "This device key was replaced. Use the newest device.json of this device, or make a new key on the site.");
        }
        return new ProblemException(
                ErrorCode.DEVICE_KEY_UNKNOWN,
                "No device has this key. Copy device.json again from the site, whole and unchanged.");
    }
}
