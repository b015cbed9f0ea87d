package org.p2pvps.rental;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.p2pvps.api.rental.Order;

/**
 * What a transaction did to an order, to be announced once it is committed.
 *
 * @param mails the ids of the mails it put into the outbox
 */
record Outcome(Order order, List<UUID> mails) {
    static Outcome of(Order order) {
        return new Outcome(order, List.of());
    }

    Outcome mailed(List<UUID> more) {
        return new Outcome(order, Stream.concat(mails.stream(), more.stream()).toList());
    }
}
