package org.p2pvps.tunnel.jump;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.p2pvps.api.tunnel.DeviceAccess.Reachable;

/**
 * What a person calls a device on the command line: its subdomain, which no two have at a time, or the name that the site
 * shows. Names are compared without case, and everything but letters and digits counts as a hyphen, since OpenSSH takes no
 * other host names: {@code My Pi (attic)} is {@code my-pi-attic}.
 */
record HostName(String text) {
    private static final int LONGEST = 255;

    HostName {
        text = text.length() > LONGEST ? "" : plain(text);
    }

    /** The one of {@code devices} that is meant, or those that may be. */
    List<Reachable> among(List<Reachable> devices) {
        Optional<Reachable> exact = devices.stream()
                .filter(device -> device.subdomain().equals(text))
                .findFirst();
        return exact.map(List::of).orElseGet(() -> devices.stream()
                .filter(device -> !text.isEmpty() && plain(device.name()).equals(text))
                .toList());
    }

    private static String plain(String name) {
        String hyphens = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        return hyphens.replaceAll("^-|-$", "");
    }
}
