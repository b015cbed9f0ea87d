package org.p2pvps.rental.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long before an end notice is given. It depends on the end alone, so that it moves when the end moves, and so that a
 * server that was killed comes to the same result.
 *
 * @param lengths positive, shortest first
 */
record Leads(List<Duration> lengths) {
    /**
     * As an admin writes them.
     *
     * @param minutes with commas between; what is not above 0 is left out
     * @throws IllegalArgumentException if one of them is no number
     */
    static Leads of(String minutes) {
        return new Leads(Arrays.stream(minutes.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Long::valueOf)
                .filter(some -> some > 0)
                .distinct()
                .sorted()
                .map(Duration::ofMinutes)
                .toList());
    }

    /**
     * The notice that is due now: the shortest whose moment has come, if it fits the term, and if half of it is still to go.
     * What is later than that, after the server was away or because the end has just been moved, would tell little; the next
     * one will.
     */
    Optional<Duration> due(Instant startedAt, Instant endsAt, Instant now) {
        Duration left = Duration.between(now, endsAt);
        Duration term = Duration.between(startedAt, endsAt);
        return lengths.stream()
                .filter(lead -> lead.compareTo(left) >= 0)
                .findFirst()
                .filter(lead -> lead.compareTo(term) < 0)
                .filter(lead -> left.compareTo(lead.dividedBy(2)) >= 0);
    }

    /** The longest; zero if there is none. */
    Duration longest() {
        return lengths.isEmpty() ? Duration.ZERO : lengths.get(lengths.size() - 1);
    }
}
