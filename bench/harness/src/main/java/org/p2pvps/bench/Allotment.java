package org.p2pvps.bench;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Secret;
import org.p2pvps.api.device.Lease;

/** What the device of a number gets. The scripts know the same rules. */
final class Allotment {
    static final int FIRST_PORT = 20_000;
    /** The device whose TLS sessions end on itself. */
    static final int PASSED_THROUGH = 4;

    private Allotment() {}

    static UUID deviceId(int number) {
        return new UUID(0, number);
    }

    static String subdomain(int number) {
        return "device" + number;
    }

    static String token(int number) {
        return "token-of-" + number;
    }

    /** @param keyLine the one tunnel key that all devices share: the server looks it up by device, so that costs it the same */
    static Lease lease(int number, String keyLine) {
        return new Lease(
                new UUID(1, number),
                deviceId(number),
                1,
                FIRST_PORT + number,
                subdomain(number),
                "renter",
                new Secret("password"),
                new Secret(token(number)),
                keyLine,
                Instant.EPOCH,
                null);
    }
}
