package org.p2pvps.path;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A mail server on the loopback interface; every address has a mailbox. */
final class Mailbox implements AutoCloseable {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    void start() {
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    /** The text of the first mail to this address whose subject begins so. */
    String await(Duration limit, String recipient, String subject) {
        return Eventually.get(limit, "a mail to " + recipient + ": " + subject, () -> find(recipient, subject).stream()
                .findFirst());
    }

    List<String> find(String recipient, String subject) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> subject(message).startsWith(subject))
                .filter(message -> recipient(message).equals(recipient))
                .map(Mailbox::text)
                .toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return Optional.ofNullable(message.getSubject()).orElse("");
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(MimeMessage message) {
        try {
            return message.getContent() instanceof MimeMultipart parts
                    ? parts.getBodyPart(0).getContent().toString()
                    : message.getContent().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
