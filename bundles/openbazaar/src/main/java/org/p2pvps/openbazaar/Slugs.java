package org.p2pvps.openbazaar;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of listings: the same for a device and its generation always, and never anybody else's. While the device is rented, the
 * listing for more hours of that rental has a name of its own.
 */
final class Slugs {
    private static final Pattern DEVICE = Pattern.compile(
            "[a-z0-9]+-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-[0-9]+(-more)?");

    private static final String MORE = "-more";

    private final String prefix;
    private final Pattern ours;

    Slugs(String prefix) {
        if (!prefix.matches("[a-z0-9]{1,20}")) {
            throw new IllegalArgumentException("slugPrefix: 1 to 20 small letters and digits are wanted.");
        }
        this.prefix = prefix;
        this.ours = Pattern.compile(prefix + "-[0-9a-f]{32}-[0-9]{1,10}(" + MORE + ")?");
    }

    String of(UUID deviceId, int generation) {
        return prefix + "-" + deviceId.toString().replace("-", "") + "-" + generation;
    }

    boolean isOurs(String slug) {
        return ours.matcher(slug).matches();
    }

    /** What sells more hours of the rental that was bought by a listing. */
    static String more(String listing) {
        return listing + MORE;
    }

    static boolean isMore(String slug) {
        return slug.endsWith(MORE);
    }

    /** The listing of the device itself: this one, or that by which the rental was bought. */
    static String ofDevice(String slug) {
        return isMore(slug) ? slug.substring(0, slug.length() - MORE.length()) : slug;
    }

    /** What the daemon keeps a listing's stock under: it takes 40 characters, and our names are longer. */
    static String product(String slug) {
        return DEVICE.matcher(slug).replaceAll("$1$2$3$4$5$6");
    }

    /** The device that a name of ours stands for. */
    static Optional<UUID> deviceOf(String slug) {
        Matcher matcher = DEVICE.matcher(slug);
        return matcher.matches()
                ? Optional.of(UUID.fromString(matcher.replaceAll("$1-$2-$3-$4-$5")))
                : Optional.empty();
    }
}
