package org.p2pvps.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import javax.mail.BodyPart;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailState;

/** Against a real SMTP server on loopback. */
class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-10-25T01:30:00Z");
    private static final UUID ANN = UUID.randomUUID();

    @TempDir
    Path folder;

    private final Outbox outbox = new Outbox();
    private final Wishes wishes = new Wishes();
    private final MovingClock clock = new MovingClock(NOW);
    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final Mail mail = mail(MailKind.CREDENTIALS, "ann@example.org");

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
        delivery(plain()).deliverDue();

        MimeMessage received = smtp.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Grüße: 日本 ready");
        assertThat(received.getFrom()[0].toString()).contains("vps@example.org");
        assertThat(received.getMessageID()).isEqualTo("<" + mail.id() + "@example.org>");
        assertThat(received.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(outbox.only().state()).isEqualTo(MailState.SENT);
        assertThat(outbox.only().sentAt()).isEqualTo(NOW);
        assertThat(outbox.only().text()).isNull();
    }

    @Test
    void sendsPlainTextFirstAndThenTheSameAsHtml() throws Exception {
        delivery(plain()).deliverDue();

        MimeMessage received = smtp.getReceivedMessages()[0];
        assertThat(received.getContentType()).startsWith("multipart/alternative");
        assertThat(part(received, 0).isMimeType("text/plain")).isTrue();
        assertThat(part(received, 0).getContent().toString()).contains("Password:  s3cret-ü<&>");
        assertThat(part(received, 1).isMimeType("text/html")).isTrue();
        assertThat(part(received, 1).getContent().toString())
                .contains("<dt>Password</dt><dd>s3cret-ü&lt;&amp;&gt;</dd>");
    }

    @Test
    void keepsMailsWhileNoServerIsConfigured() {
        delivery(MailSettings.plain("", 25)).deliverDue();

        assertThat(outbox.all()).containsExactly(mail);
    }

    @Test
    void keepsMailsForWeeksWhileTheServerIsDownAndSendsThemWhenItIsBack() {
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        outbox.insert(mail(MailKind.ENDED, "ben@example.org"));
        Delivery delivery = delivery(plain(port));
        for (int hour = 0; hour < 24 * 21; hour += 12) {
            delivery.deliverDue();
            clock.forward(Duration.ofHours(12));
        }
        assertThat(outbox.only().lastError()).isNotEmpty();
        assertThat(outbox.byState(MailState.WAITING)).hasSize(2).allMatch(waiting -> waiting.text() != null);

        GreenMail back = new GreenMail(new ServerSetup(port, null, ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            delivery.deliverDue();
            assertThat(back.getReceivedMessages()).hasSize(2);
        } finally {
            back.stop();
        }
    }

    @Test
    void asksAServerThatIsDownEverMoreSeldomButWithinMinutes() throws Exception {
        int[] asked = {0};
        try (ScriptedServer broken = new ScriptedServer(connection -> asked[0]++)) {
            Delivery delivery = delivery(plain(broken.port()));
            for (int second = 0; second < 3600; second++) {
                delivery.deliverDue();
                clock.forward(Duration.ofSeconds(1));
            }
        }
        assertThat(asked[0]).isBetween(12, 25);
        assertThat(outbox.only().nextAttemptAt()).isBefore(clock.instant().plus(Duration.ofMinutes(6)));
    }

    @Test
    void refusesAServerThatDoesNotOfferStarttls() {
        delivery(plain().secured("starttls", "")).deliverDue();

        assertThat(smtp.getReceivedMessages()).isEmpty();
        assertThat(outbox.only().lastError()).contains("STARTTLS");
    }

    @Test
    void sendsOverStarttlsToAServerWhoseCertificateIsTrusted() throws Exception {
        TlsFront front = new TlsFront(folder, smtp.getSmtp().getPort());
        try (ScriptedServer server = front.startTls()) {
            delivery(MailSettings.plain("localhost", server.port()).secured("starttls", front.certificate()))
                    .deliverDue();
        }
        assertThat(outbox.only().lastError()).isEmpty();
        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    @Test
    void sendsOverTlsToAServerWhoseCertificateIsTrusted() throws Exception {
        TlsFront front = new TlsFront(folder, smtp.getSmtp().getPort());
        try (ScriptedServer server = front.implicit()) {
            delivery(MailSettings.plain("localhost", server.port()).secured("tls", front.certificate()))
                    .deliverDue();
        }
        assertThat(outbox.only().lastError()).isEmpty();
        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    @Test
    void sendsNothingToAServerWhoseCertificateNobodyVouchesFor() throws Exception {
        TlsFront front = new TlsFront(folder, smtp.getSmtp().getPort());
        try (ScriptedServer implicit = front.implicit();
                ScriptedServer startTls = front.startTls()) {
            delivery(MailSettings.plain("localhost", implicit.port()).secured("tls", ""))
                    .deliverDue();
            assertThat(outbox.only().lastError()).contains("PKIX");
            clock.forward(Duration.ofHours(1));
            delivery(MailSettings.plain("localhost", startTls.port()).secured("starttls", ""))
                    .deliverDue();
        }
        assertThat(outbox.only().attempts()).isEqualTo(2);
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void sendsNothingToAServerWhoseCertificateNamesAnother() throws Exception {
        TlsFront front = new TlsFront(folder, smtp.getSmtp().getPort());
        try (ScriptedServer implicit = front.implicit();
                ScriptedServer startTls = front.startTls()) {
            delivery(MailSettings.plain("127.0.0.1", implicit.port()).secured("tls", front.certificate()))
                    .deliverDue();
            clock.forward(Duration.ofHours(1));
            delivery(MailSettings.plain("127.0.0.1", startTls.port()).secured("starttls", front.certificate()))
                    .deliverDue();
        }
        assertThat(outbox.only().attempts()).isEqualTo(2);
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void authenticatesWhereAUserIsConfigured() {
        smtp.setUser("vps@example.org", "vps", "right");

        delivery(plain().as("vps", "wrong")).deliverDue();
        assertThat(smtp.getReceivedMessages()).isEmpty();
        assertThat(outbox.only().state()).isEqualTo(MailState.WAITING);
        assertThat(outbox.only().lastError()).contains("535").doesNotContain("wrong");

        clock.forward(Duration.ofMinutes(1));
        delivery(plain().as("vps", "right")).deliverDue();
        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMalformedRecipientFailsAndDoesNotHoldUpTheOthers() {
        Outbox mixed = new Outbox();
        mixed.insert(mail(MailKind.ENDED, "not an address\r\nBcc: all@example.org"));
        mixed.insert(mail);

        new Delivery(mixed, wishes, new SmtpSender(plain()), clock).deliverDue();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
        assertThat(mixed.only().state()).isEqualTo(MailState.FAILED);
        assertThat(mixed.only().lastError()).isNotEmpty();
    }

    @Test
    void lineBreaksInASubjectMakeNoHeaders() throws Exception {
        Outbox sly = new Outbox();
        sly.insert(Mail.about(
                MailKind.ENDED, "e", ANN, "ann@example.org", "Hi\r\nBcc: all@example.org\r\n\r\nbody", "x", NOW));

        new Delivery(sly, wishes, new SmtpSender(plain()), clock).deliverDue();

        MimeMessage received = smtp.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Hi Bcc: all@example.org body");
        assertThat(received.getHeader("Bcc")).isNull();
        assertThat(received.getAllRecipients()).hasSize(1);
    }

    @Test
    void doesNotSendWhatItsRecipientTurnedOffExceptCredentials() {
        outbox.insert(mail(MailKind.NOTICE, "ann@example.org"));
        wishes.mute(ANN, MailKind.NOTICE, true);
        wishes.mute(ANN, MailKind.CREDENTIALS, true);

        delivery(plain()).deliverDue();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
        assertThat(outbox.byState(MailState.MUTED))
                .singleElement()
                .matches(muted -> muted.kind() == MailKind.NOTICE && muted.text() == null);
        assertThatThrownBy(() -> new Choices(wishes).choose(ANN, MailKind.CREDENTIALS, false))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aMailThatWentWhileTheDatabaseWasAwayIsNotSentAgain() {
        Delivery delivery = delivery(plain());
        outbox.readOnly(true);
        assertThatThrownBy(delivery::deliverDue).isInstanceOf(ProblemException.class);
        assertThatThrownBy(delivery::deliverDue).isInstanceOf(ProblemException.class);
        outbox.readOnly(false);
        delivery.deliverDue();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
        assertThat(outbox.only().state()).isEqualTo(MailState.SENT);
    }

    @Test
    void sendsManyMailsOverFewConnections() {
        for (int i = 0; i < 50; i++) {
            outbox.insert(mail(MailKind.ENDED, "r" + i + "@example.org"));
        }
        delivery(plain()).deliverDue();

        assertThat(smtp.getReceivedMessages()).hasSize(51);
        assertThat(outbox.byState(MailState.SENT)).hasSize(51);
    }

    @Test
    void pausesGrowUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));
        assertThat(backoff.after(0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.after(1_000)).isEqualTo(Duration.ofHours(1));
    }

    private static Mail mail(MailKind kind, String recipient) {
        return Mail.about(kind, "event", ANN, recipient, "Grüße: 日本 ready", "Hello.\n\nPassword:  s3cret-ü<&>\n", NOW);
    }

    private static BodyPart part(MimeMessage message, int index) throws IOException, MessagingException {
        return ((MimeMultipart) message.getContent()).getBodyPart(index);
    }

    private MailSettings plain() {
        return plain(smtp.getSmtp().getPort());
    }

    private static MailSettings plain(int port) {
        return MailSettings.plain("127.0.0.1", port);
    }

    private Delivery delivery(MailSettings settings) {
        return new Delivery(outbox, wishes, new SmtpSender(settings), clock);
    }
}
