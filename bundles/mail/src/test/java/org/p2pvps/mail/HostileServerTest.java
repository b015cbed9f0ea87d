package org.p2pvps.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailState;

/** Against servers that are slow, broken or up to no good: each attempt ends, and the mail is still there. */
class HostileServerTest {
    private static final Instant NOW = Instant.parse("2026-10-25T01:30:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Outbox outbox = new Outbox();
    private final MovingClock clock = new MovingClock(NOW);

    @Test
    void givesUpOnAServerThatSaysNothing() throws Exception {
        try (ScriptedServer silent =
                new ScriptedServer(connection -> connection.getInputStream().read())) {
            assertThat(attempt(silent, 1).lastError()).contains("did not get done in 1 seconds");
        }
    }

    @Test
    void givesUpOnAServerThatGreetsByteByByte() throws Exception {
        try (ScriptedServer slow = new ScriptedServer(connection -> {
            while (true) {
                connection.getOutputStream().write('2');
                pause(100);
            }
        })) {
            assertThat(attempt(slow, 2).lastError()).contains("did not get done in 2 seconds");
        }
    }

    @Test
    void givesUpOnAnEndlessLine() throws Exception {
        try (ScriptedServer flood = new ScriptedServer(connection -> {
            byte[] bytes = "2".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                connection.getOutputStream().write(bytes);
            }
        })) {
            assertThat(attempt(flood, 30).lastError()).contains("talks too much");
        }
    }

    @Test
    void givesUpOnAnEndlessAnswer() throws Exception {
        try (ScriptedServer flood = new ScriptedServer(connection -> {
            say(connection, "220 hello");
            while (true) {
                say(connection, "250-" + "x".repeat(500));
            }
        })) {
            assertThat(attempt(flood, 30).lastError()).contains("talks too much");
        }
    }

    @Test
    void givesUpOnAServerThatTakesTheMailAndHangs() throws Exception {
        try (ScriptedServer hanging = new ScriptedServer(connection -> converse(connection, "DATA", null))) {
            Mail waiting = attempt(hanging, 1);
            assertThat(waiting.state()).isEqualTo(MailState.WAITING);
            assertThat(waiting.lastError()).contains("did not get done");
        }
    }

    @Test
    void aServerThatHangsInTheMiddleDoesNotHoldUpTheOthersForGood() throws Exception {
        outbox.insert(mail("poison@example.org"));
        outbox.insert(mail("ben@example.org"));
        try (ScriptedServer picky =
                new ScriptedServer(connection -> converse(connection, "RCPT TO:<poison@example.org>", null))) {
            Delivery delivery = delivery(picky, 1);
            assertTimeoutPreemptively(DEADLINE, delivery::deliverDue);
            clock.forward(Delivery.OF_SERVER.first());
            assertTimeoutPreemptively(DEADLINE, delivery::deliverDue);
        }
        assertThat(outbox.byState(MailState.SENT)).extracting(Mail::recipient).containsExactly("ben@example.org");
    }

    @Test
    void aRefusalForNowIsTriedAgainForDaysAndThenFails() throws Exception {
        outbox.insert(mail("ann@example.org"));
        try (ScriptedServer grey = new ScriptedServer(connection -> converse(connection, "RCPT", "450 come again"))) {
            Delivery delivery = delivery(grey, 20);
            delivery.deliverDue();
            assertThat(outbox.only().state()).isEqualTo(MailState.WAITING);
            assertThat(outbox.only().nextAttemptAt()).isEqualTo(NOW.plus(Delivery.OF_MAIL.first()));
            clock.forward(Duration.ofDays(6));
            delivery.deliverDue();
        }
        assertThat(outbox.only().state()).isEqualTo(MailState.FAILED);
        assertThat(outbox.only().lastError()).contains("450 come again");
    }

    @Test
    void aRefusalForGoodFailsAtOnceAndAnAdminCanHaveItTriedAgain() throws Exception {
        outbox.insert(mail("ann@example.org"));
        try (ScriptedServer no =
                new ScriptedServer(connection -> converse(connection, "RCPT", "550 no such mailbox"))) {
            delivery(no, 20).deliverDue();
        }
        assertThat(outbox.only().state()).isEqualTo(MailState.FAILED);
        assertThat(outbox.only().lastError()).contains("550 no such mailbox");
        assertThat(outbox.only().text()).isNotNull();

        try (ScriptedServer yes = new ScriptedServer(connection -> converse(connection, "-", ""))) {
            Delivery delivery = delivery(yes, 20);
            delivery.deliverDue();
            assertThat(outbox.only().state()).isEqualTo(MailState.FAILED);
            delivery.retry(outbox.only().id());
            delivery.deliverDue();
        }
        assertThat(outbox.only().state()).isEqualTo(MailState.SENT);
    }

    @Test
    void aRefusalOfTheSenderIsTheServersFaultAndLosesNothing() throws Exception {
        outbox.insert(mail("ann@example.org"));
        try (ScriptedServer strict =
                new ScriptedServer(connection -> converse(connection, "MAIL", "550 who are you"))) {
            delivery(strict, 20).deliverDue();
        }
        assertThat(outbox.only().state()).isEqualTo(MailState.WAITING);
        assertThat(outbox.only().lastError()).contains("550 who are you");
    }

    @Test
    void aServerThatRefusesTheTextFailsTheMail() throws Exception {
        outbox.insert(mail("ann@example.org"));
        try (ScriptedServer filter =
                new ScriptedServer(connection -> converse(connection, ".", "554 looks like spam"))) {
            delivery(filter, 20).deliverDue();
        }
        assertThat(outbox.only().state()).isEqualTo(MailState.FAILED);
        assertThat(outbox.only().lastError()).contains("554 looks like spam");
    }

    private Mail attempt(ScriptedServer server, int seconds) {
        outbox.insert(mail("ann@example.org"));
        assertTimeoutPreemptively(DEADLINE, () -> delivery(server, seconds).deliverDue());
        assertThat(outbox.only().state()).isEqualTo(MailState.WAITING);
        assertThat(outbox.only().text()).isNotNull();
        return outbox.only();
    }

    private Delivery delivery(ScriptedServer server, int seconds) {
        MailSettings settings = MailSettings.plain("127.0.0.1", server.port()).impatient(seconds);
        return new Delivery(outbox, new Wishes(), new SmtpSender(settings), clock);
    }

    private static Mail mail(String recipient) {
        return Mail.about(MailKind.ENDED, "event", UUID.randomUUID(), recipient, "Hello", "Hello.", NOW);
    }

    /** Plain SMTP, except that the line that begins so is answered otherwise, or not at all (null). */
    private static void converse(Socket connection, String odd, String answer) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        say(connection, "220 hello");
        boolean inText = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            boolean isOdd = inText ? line.equals(odd) : line.startsWith(odd);
            inText = inText ? !line.equals(".") : line.startsWith("DATA") && !isOdd;
            if (isOdd && answer == null) {
                pause(Duration.ofMinutes(5).toMillis());
            } else if (isOdd) {
                say(connection, answer);
            } else if (inText && !line.startsWith("DATA")) {
                continue;
            } else {
                say(connection, inText ? "354 go ahead" : "250 ok");
            }
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
