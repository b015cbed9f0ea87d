package org.p2pvps.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.p2pvps.agent.testing.SteppedClock;

/** The tenant is to stay until the contract's end by the server's clock, and not a minute less. */
class ServerContactTest {
    private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(600);

    private final SteppedClock clock = new SteppedClock(Clock.fixed(NOW, ZoneOffset.UTC));
    private final ServerContact contact = new ServerContact(clock);

    @Test
    void neverEndsARentalWhileTheServerAnswers() {
        contact.answered();
        clock.advance(10_000);
        assertThat(contact.isPastWithoutServer(END)).isFalse();
    }

    @Test
    void endsItOnTimeWithoutAServer() {
        contact.failed();
        clock.advance(599);
        assertThat(contact.isPastWithoutServer(END)).isFalse();
        clock.advance(1);
        assertThat(contact.isPastWithoutServer(END)).isTrue();
    }

    @Test
    void waitsForAServerThatIsBeingRestarted() {
        clock.advance(600);
        contact.failed();
        clock.advance(29);
        assertThat(contact.isPastWithoutServer(END)).isFalse();
        clock.advance(1);
        assertThat(contact.isPastWithoutServer(END)).isTrue();
        contact.answered();
        assertThat(contact.isPastWithoutServer(END)).isFalse();
    }

    @Test
    void goesByTheServersClock() {
        contact.saysTime(NOW.minusSeconds(3600));
        contact.failed();
        clock.advance(700);
        assertThat(contact.isPastWithoutServer(END)).isFalse();
        clock.advance(3600);
        assertThat(contact.isPastWithoutServer(END)).isTrue();
    }
}
