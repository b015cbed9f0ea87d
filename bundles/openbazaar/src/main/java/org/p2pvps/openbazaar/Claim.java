package org.p2pvps.openbazaar;

import java.util.stream.Collectors;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.uptime.Interval;

/** What a moderator has to know to split the money. */
final class Claim {
    static final String BEGINNING = "P2P VPS, record of delivery";
    private static final int MOST_OUTAGES = 50;
    private static final double WHOLE = 100.0;

    private Claim() {}

    static String text(String reference, Settlement settlement) {
        long price = settlement.price().amount();
        String currency = settlement.price().currency();
        long seller = price - settlement.refunded().amount();
        return """
                %s, reference %s.
                Ordered: %d s. Charged: %d s. Not delivered: %d s.
                Pro rata of %d %s (minor units): seller %d, buyer %d; that is %.2f %% and %.2f %%.
                When the server could not be reached (UTC):
                %s"""
                .formatted(
                        BEGINNING,
                        reference,
                        settlement.paidSeconds(),
                        settlement.chargedSeconds(),
                        settlement.undeliveredSeconds(),
                        price,
                        currency,
                        seller,
                        settlement.refunded().amount(),
                        price == 0 ? WHOLE : WHOLE * seller / price,
                        price == 0 ? 0 : WHOLE * settlement.refunded().amount() / price,
                        outages(settlement));
    }

    private static String outages(Settlement settlement) {
        String shown = settlement.outages().stream()
                .limit(MOST_OUTAGES)
                .map(Claim::line)
                .collect(Collectors.joining("\n"));
        int more = settlement.outages().size() - MOST_OUTAGES;
        return more > 0 ? shown + "\nand " + more + " more" : shown;
    }

    private static String line(Interval outage) {
        return outage.from() + " to " + outage.until() + ", " + outage.seconds() + " s";
    }
}
