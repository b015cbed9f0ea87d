package org.p2pvps.agent.container;

import java.util.Locale;
import java.util.UUID;

/** What containers are called. One device and generation has one name, so that two can't be made by mistake. */
final class ContainerNames {
    private static final int DEVICE_PART = 8;
    private static final int LONGEST_HOSTNAME = 30;

    private ContainerNames() {}

    static String of(UUID deviceId, int generation) {
        return "p2pvps-" + deviceId.toString().substring(0, DEVICE_PART) + "-" + generation;
    }

    /** The device's name as a host name: lower-case letters, digits and inner hyphens. */
    static String hostname(String deviceName) {
        String text = deviceName == null ? "" : deviceName.toLowerCase(Locale.ROOT);
        String plain = text.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        String cut =
                plain.substring(0, Math.min(LONGEST_HOSTNAME, plain.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "p2pvps" : cut;
    }
}
