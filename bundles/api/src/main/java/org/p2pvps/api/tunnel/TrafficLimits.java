package org.p2pvps.api.tunnel;

/**
 * What one device or one renter may use of the SSH server. 0 is no limit, but for {@code connections}.
 *
 * @param connections renters' connections open at once
 * @param connectionsPerMinute new ones a minute; that many at once after a pause
 * @param bytesPerSecondIn from renters to the device
 * @param bytesPerSecondOut from the device to renters
 */
public record TrafficLimits(int connections, int connectionsPerMinute, long bytesPerSecondIn, long bytesPerSecondOut) {
    public TrafficLimits {
        if (connections < 1 || connectionsPerMinute < 0 || bytesPerSecondIn < 0 || bytesPerSecondOut < 0) {
            throw new IllegalArgumentException("At least one connection must be allowed, and no limit is below 0.");
        }
    }
}
