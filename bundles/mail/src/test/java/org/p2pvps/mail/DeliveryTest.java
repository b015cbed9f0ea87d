package org.p2pvps.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.mail.Mail;

/** Against a real SMTP server on loopback. */
class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-10-25T01:30:00Z");
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Outbox outbox = new Outbox();
    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final Mail mail = Mail.queued("ann@example.org", "Grüße: ready", "Password: s3cret-ü", NOW);

    @BeforeEach
    void startServer() {
        smtp.start();
        outbox.insert(mail);
    }

    @AfterEach
    void stopServer() {
        smtp.stop();
    }

    @Test
    void sendsWhatIsDueAndForgetsItsText() throws Exception {
        delivery(plain(), NOW).deliverDue();

        MimeMessage received = smtp.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Grüße: ready");
        assertThat(received.getContent().toString()).contains("s3cret-ü");
        assertThat(received.getFrom()[0]).hasToString("vps@example.org");
        assertThat(received.getMessageID()).isEqualTo("<" + mail.id() + "@example.org>");
        assertThat(outbox.all().get(0).sentAt()).isEqualTo(NOW);
        assertThat(outbox.all().get(0).text()).isNull();
    }

    @Test
    void keepsMailsWhileNoServerIsConfigured() {
        delivery(MailSettings.plain("", 25), NOW).deliverDue();

        assertThat(outbox.all()).containsExactly(mail);
    }

    @Test
    void keepsMailsWhileTheServerIsDownAndSendsThemWhenItIsBack() {
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        delivery(plain(port), NOW).deliverDue();
        Mail waiting = outbox.all().get(0);
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.lastError()).isNotEmpty();
        assertThat(waiting.nextAttemptAt()).isAfter(NOW);
        assertThat(waiting.text()).isEqualTo(mail.text());

        GreenMail back = new GreenMail(new ServerSetup(port, null, ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            delivery(plain(port), waiting.nextAttemptAt()).deliverDue();
            assertThat(back.getReceivedMessages()).hasSize(1);
        } finally {
            back.stop();
        }
    }

    @Test
    void refusesAServerThatDoesNotOfferStarttls() {
        MailSettings demanding =
                new MailSettings("127.0.0.1", smtp.getSmtp().getPort(), "starttls", "", "", "vps@example.org");

        delivery(demanding, NOW).deliverDue();

        assertThat(smtp.getReceivedMessages()).isEmpty();
        assertThat(outbox.all().get(0).lastError()).contains("STARTTLS");
    }

    @Test
    void authenticatesWhereAUserIsConfigured() {
        smtp.setUser("vps@example.org", "vps", "right");
        int port = smtp.getSmtp().getPort();

        delivery(new MailSettings("127.0.0.1", port, "none", "vps", "wrong", "vps@example.org"), NOW)
                .deliverDue();
        assertThat(smtp.getReceivedMessages()).isEmpty();

        delivery(new MailSettings("127.0.0.1", port, "none", "vps", "right", "vps@example.org"), NOW.plusSeconds(60))
                .deliverDue();
        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMalformedRecipientDoesNotHoldUpTheOthers() {
        Outbox mixed = new Outbox();
        mixed.insert(Mail.queued("not an address\r\nBcc: all@example.org", "x", "x", NOW));
        mixed.insert(mail);

        new Delivery(mixed, new SmtpSender(plain()), Clock.fixed(NOW, ZoneOffset.UTC)).deliverDue();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
        assertThat(mixed.all().get(0).lastError()).isNotEmpty();
    }

    @Test
    void triesEverMoreSeldomButAtLeastOnceAnHour() {
        assertThat(Delivery.pauseAfter(0)).isLessThan(Delivery.pauseAfter(1));
        assertThat(Delivery.pauseAfter(1_000)).isEqualTo(LONGEST_PAUSE);
    }

    private MailSettings plain() {
        return plain(smtp.getSmtp().getPort());
    }

    private static MailSettings plain(int port) {
        return MailSettings.plain("127.0.0.1", port);
    }

    private Delivery delivery(MailSettings settings, Instant now) {
        return new Delivery(outbox, new SmtpSender(settings), Clock.fixed(now, ZoneOffset.UTC));
    }
}
