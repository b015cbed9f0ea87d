package org.p2pvps.openbazaar;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of listings: the same for a device and its generation always, and never anybody else's. */
final class Slugs {
    private static final Pattern DEVICE =
            Pattern.compile("[a-z0-9]+-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-[0-9]+");

    private final String prefix;
    private final Pattern ours;

    Slugs(String prefix) {
        if (!prefix.matches("[a-z0-9]{1,20}")) {
            throw new IllegalArgumentException("slugPrefix: 1 to 20 small letters and digits are wanted.");
        }
        this.prefix = prefix;
        this.ours = Pattern.compile(prefix + "-[0-9a-f]{32}-[0-9]{1,10}");
    }

    String of(UUID deviceId, int generation) {
        return prefix + "-" + deviceId.toString().replace("-", "") + "-" + generation;
    }

    boolean isOurs(String slug) {
        return ours.matcher(slug).matches();
    }

    /** What the daemon keeps a listing's stock under: it takes 40 characters, and our names are longer. */
    static String product(String slug) {
        return DEVICE.matcher(slug).replaceAll("$1$2$3$4$5");
    }

    /** The device that a name of ours stands for. */
    static Optional<UUID> deviceOf(String slug) {
        Matcher matcher = DEVICE.matcher(slug);
        return matcher.matches()
                ? Optional.of(UUID.fromString(matcher.replaceAll("$1-$2-$3-$4-$5")))
                : Optional.empty();
    }
}
