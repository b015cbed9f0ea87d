package org.p2pvps.openbazaar;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.market.Conditions;
import org.p2pvps.api.market.ExtendableRental;
import org.p2pvps.openbazaar.daemon.ImageHashes;
import org.p2pvps.openbazaar.daemon.ListingOffer;
import org.p2pvps.protocol.Hardware;

/** What a device looks like in the store. */
final class Offers {
    /** The daemon's own limit, in bytes. */
    private static final int LONGEST_TITLE = 140;

    private static final String UNIT = " (per hour)";
    private static final String MORE = "More hours for the renter of ";
    private static final String FOR_RENTER =
            """
            Only for whoever rents this server now: it adds hours to the end of the running rental, at the price that was agreed, \
            and everything on the server stays as it is. It gives nobody else anything: orders of others are paid back.

            One unit is one hour. Order as the same buyer as before, and pay early: what is confirmed when the rental is over is \
            paid back. The login stays the same.""";

    private static final int MIB_PER_GIB = 1024;

    private final OpenBazaarConfig config;
    private final Function<Device, Conditions> conditions;

    /** @param conditions what a device's rentals are subject to */
    Offers(OpenBazaarConfig config, Function<Device, Conditions> conditions) {
        this.config = config;
        this.conditions = conditions;
    }

    /** The offer; empty if the daemon has no way to say its price. */
    Optional<ListingOffer> offer(
            String slug, Device device, List<String> coins, List<ImageHashes> images, Instant expiry) {
        Conditions subjectTo = conditions.apply(device);
        Shown shown = new Shown(
                slug,
                title("", device.name()),
                description(device, subjectTo.term()),
                subjectTo.term().longestHours());
        return offer(shown, device, device.hourlyRate(), coins, images, expiry);
    }

    /**
     * The offer of more hours to the renter of a device, in the coin that was paid in; empty if the daemon has no way to say its price.
     * As the rental goes on, it can be extended by an hour more each hour, but putting a listing up anew voids orders: so the stock is a
     * power of two.
     */
    Optional<ListingOffer> more(ExtendableRental rental, List<ImageHashes> images, Instant expiry) {
        Shown shown = new Shown(
                Slugs.more(rental.listing()),
                title(MORE, rental.device().name()),
                FOR_RENTER,
                Integer.highestOneBit(rental.hours()));
        return offer(
                shown,
                rental.device(),
                rental.hourlyPrice(),
                List.of(rental.hourlyPrice().currency()),
                images,
                expiry);
    }

    /** What tells offers of the same device apart. */
    private record Shown(String slug, String title, String description, int hours) {}

    private Optional<ListingOffer> offer(
            Shown shown, Device device, Money price, List<String> coins, List<ImageHashes> images, Instant expiry) {
        return Currencies.coin(price.currency())
                .filter(coin -> price.amount() > 0)
                .map(coin -> new ListingOffer(
                        shown.slug(),
                        "SERVICE",
                        expiry,
                        coins,
                        config.language(),
                        config.escrowTimeoutHours(),
                        shown.title(),
                        shown.description(),
                        coin,
                        BigInteger.valueOf(price.amount()),
                        tags(device.hardware()),
                        images,
                        List.of("rental"),
                        Slugs.product(shown.slug()),
                        BigInteger.valueOf(Math.min(config.stockHours(), shown.hours())),
                        words(config.moderators()),
                        terms(conditions.apply(device)),
                        config.refundPolicy()));
    }

    /** Tells whether two offers are the same but for their expiry. */
    static String digest(ListingOffer offer) {
        ListingOffer timeless = new ListingOffer(
                offer.slug(),
                offer.contractType(),
                null,
                offer.acceptedCurrencies(),
                offer.language(),
                offer.escrowTimeoutHours(),
                offer.title(),
                offer.description(),
                offer.currency(),
                offer.price(),
                offer.tags(),
                offer.images(),
                offer.categories(),
                offer.productId(),
                offer.stock(),
                offer.moderators(),
                offer.terms(),
                offer.refundPolicy());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(timeless.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** What this server always does, after what the admin wrote. */
    private String terms(Conditions subjectTo) {
        long hours = subjectTo.undeliveredAfter().toHours();
        String always = hours == 0
                ? ""
                : " If the server is away for " + hours
                        + " hours on end, the rental ends by itself: those hours, and those"
                        + " that are left, are refunded.";
        return config.terms() + always;
    }

    private static String description(Device device, Term term) {
        StringBuilder text = new StringBuilder(plain(device.description()));
        Hardware hardware = device.hardware();
        if (hardware != null) {
            text.append(text.length() == 0 ? "" : "\n\n")
                    .append(hardware.cpus())
                    .append(" CPUs (")
                    .append(hardware.architecture())
                    .append("), ")
                    .append(hardware.memoryMib() / MIB_PER_GIB)
                    .append(" GiB memory, ")
                    .append(hardware.diskMib() / MIB_PER_GIB)
                    .append(" GiB disk.");
        }
        return text.append("\n\nOne unit is one hour. Order from " + term.shortestHours() + " to " + term.longestHours()
                        + " hours; other orders are paid back. Put your e-mail address into the contact field, and, if you like, your"
                        + " SSH public key into the memo.")
                .toString();
    }

    private static List<String> tags(Hardware hardware) {
        List<String> tags = new ArrayList<>(List.of("vps", "server", "ssh"));
        if (hardware != null) {
            Optional.of(hardware.architecture())
                    .filter(word -> word.matches("[A-Za-z0-9_-]{1,40}"))
                    .ifPresent(tags::add);
            tags.add(hardware.cpus() + "cpu");
            tags.add(hardware.memoryMib() / MIB_PER_GIB + "gib");
        }
        return tags;
    }

    /** Owners write text, not markup; the daemon would pass markup on to buyers. */
    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A configuration file gives them all in one, between commas. */
    static List<String> words(String... entries) {
        return Stream.of(String.join(",", entries).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whole characters, as many of them as fit. */
    private static String title(String before, String name) {
        StringBuilder title = new StringBuilder(before);
        int left = LONGEST_TITLE - before.length() - UNIT.length();
        for (int character : name.codePoints().toArray()) {
            String shown = plain(Character.toString(character));
            left -= shown.getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            title.append(shown);
        }
        return title.append(UNIT).toString();
    }
}
