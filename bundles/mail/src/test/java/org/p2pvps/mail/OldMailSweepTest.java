package org.p2pvps.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;

class OldMailSweepTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Outbox outbox = new Outbox();

    @Test
    void forgetsWhatWasSentBeforeTheDaysThatAreKept() {
        Mail old = sent("old", NOW.minus(Duration.ofDays(91)));
        Mail recent = sent("recent", NOW.minus(Duration.ofDays(89)));
        Mail waiting = mail("waiting", NOW.minus(Duration.ofDays(300)));
        outbox.insert(waiting);

        OldMailSweep.sweep(outbox, Duration.ofDays(90), new MovingClock(NOW));

        assertThat(outbox.all()).contains(recent, waiting).doesNotContain(old);
    }

    @Test
    void keepsMailsForAMonthAtLeastAndForEverIfToldSo() {
        assertThat(OldMailSweep.keep(90)).contains(Duration.ofDays(90));
        assertThat(OldMailSweep.keep(1)).contains(Duration.ofDays(30));
        assertThat(OldMailSweep.keep(0)).isEmpty();
        assertThat(OldMailSweep.keep(-7)).isEmpty();
    }

    private Mail sent(String event, Instant at) {
        Mail mail = mail(event, at).sent(at);
        outbox.insert(mail);
        return mail;
    }

    private static Mail mail(String event, Instant at) {
        return Mail.about(MailKind.ENDED, event, null, "ann@example.org", "Ended", "It is over.", at);
    }
}
