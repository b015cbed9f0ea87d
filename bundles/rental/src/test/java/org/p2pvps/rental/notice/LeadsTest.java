package org.p2pvps.rental.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadsTest {
    private static final Instant START = Instant.parse("2026-10-25T01:30:00Z");

    private final Leads leads = Leads.of("10, 1440,60 , 0,,-5");

    @Test
    void givesTheNoticesThatFitTheTerm() {
        assertThat(given(Duration.ofHours(48), Duration.ZERO)).containsExactly(1440L, 60L, 10L);
        assertThat(given(Duration.ofHours(24), Duration.ZERO)).containsExactly(60L, 10L);
        assertThat(given(Duration.ofHours(1), Duration.ZERO)).containsExactly(10L);
    }

    @Test
    void aServerThatWasAwayGivesTheNextNoticeAndNoneTwice() {
        assertThat(given(Duration.ofHours(48), Duration.ofHours(40))).containsExactly(60L, 10L);
        assertThat(given(Duration.ofHours(48), Duration.ofHours(30))).containsExactly(1440L, 60L, 10L);
        assertThat(given(Duration.ofHours(48), Duration.ofMinutes(48 * 60 - 4))).isEmpty();
    }

    @Test
    void anEndThatMovedIsNoticedAnew() {
        Instant end = START.plus(Duration.ofHours(24));
        assertThat(leads.due(START, end, end.minus(Duration.ofMinutes(5)))).contains(Duration.ofMinutes(10));

        Instant moved = end.plus(Duration.ofHours(1));
        assertThat(leads.due(START, moved, end.minus(Duration.ofMinutes(5)))).isEmpty();
        assertThat(leads.due(START, moved, moved.minus(Duration.ofMinutes(60)))).contains(Duration.ofMinutes(60));
    }

    @Test
    void noLeadsGiveNoNotice() {
        assertThat(Leads.of("").due(START, START.plusSeconds(100_000), START.plusSeconds(99_999)))
                .isEmpty();
    }

    /** The notices, in minutes, of a server that is there from some time after the start on. */
    private List<Long> given(Duration term, Duration thereAfter) {
        List<Long> given = new ArrayList<>();
        Instant end = START.plus(term);
        for (Instant now = START.plus(thereAfter); now.isBefore(end); now = now.plusSeconds(15)) {
            leads.due(START, end, now)
                    .map(Duration::toMinutes)
                    .filter(minutes -> !given.contains(minutes))
                    .ifPresent(given::add);
        }
        return given;
    }
}
