package org.p2pvps.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @Property
    void staysBetweenHalfOfItsNominalLengthAndAllOfIt(@ForAll long seed, @ForAll @IntRange(max = 100) int attempts) {
        Backoff backoff = new Backoff(FIRST, LONGEST, new Random(seed));
        for (int attempt = 0; attempt < attempts; attempt++) {
            long nominal = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt, 10));
            assertThat(backoff.next()).isBetween(Duration.ofMillis(nominal / 2), Duration.ofMillis(nominal));
        }
    }

    @Property(tries = 20)
    void beginsSmallAgainAfterAReset(@ForAll long seed) {
        Backoff backoff = new Backoff(FIRST, LONGEST, new Random(seed));
        Stream.generate(backoff::next).limit(20).forEach(pause -> assertThat(pause)
                .isPositive());
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
    }

    /** However many lose the server at the same moment, no tenth of a second gets more than a few of them. */
    @Example
    void agentsThatLostTheServerTogetherComeBackApart() {
        int agents = 1000;
        Map<Long, Integer> perSlot = new HashMap<>();
        for (int agent = 0; agent < agents; agent++) {
            Backoff backoff = new Backoff(FIRST, LONGEST, new Random(agent));
            Duration at = Duration.ZERO;
            while (at.compareTo(Duration.ofSeconds(30)) < 0) {
                at = at.plus(backoff.next());
                perSlot.merge(at.toMillis() / 100, 1, Integer::sum);
            }
        }
        assertThat(perSlot.entrySet().stream()
                        .filter(slot -> slot.getKey() > Duration.ofSeconds(10).toMillis() / 100))
                .allSatisfy(slot -> assertThat(slot.getValue()).isLessThan(agents / 15));
    }
}
