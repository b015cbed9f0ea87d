package org.p2pvps.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.p2pvps.api.mail.Mail;

/** Makes of a mail in the outbox what goes over the wire: plain text, and HTML for programs that show it. */
final class Composer {
    private final String from;
    private final String name;
    private final Letter letter;

    Composer(MailConfig config) {
        this.from = config.from();
        this.name = config.name();
        this.letter = new Letter(config.name(), config.site());
    }

    /** @throws SmtpFailure that blames the mail if it can't be written; the mail server has no part in that */
    MimeMessage compose(Session session, Mail mail) throws SmtpFailure {
        try {
            MimeMessage message = message(session, mail);
            message.writeTo(OutputStream.nullOutputStream());
            return message;
        } catch (AddressException e) {
            throw new SmtpFailure(SmtpFailure.Blame.MAIL_FOR_GOOD, "The address is none: " + e.getMessage(), e);
        } catch (IOException | MessagingException e) {
            throw new SmtpFailure(
                    SmtpFailure.Blame.MAIL_FOR_NOW, "This server can't write the mail: " + e.getMessage(), e);
        }
    }

    private MimeMessage message(Session session, Mail mail) throws MessagingException {
        String subject = Letter.oneLine(mail.subject());
        MimeMessage message = new MessageWithId(session, mail.id() + "@" + senderDomain());
        message.setFrom(sender());
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(subject, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart(
                "alternative",
                part(letter.plain(mail.text().value()), "plain"),
                part(letter.html(subject, mail.text().value()), "html")));
        message.saveChanges();
        return message;
    }

    String senderDomain() {
        return from.substring(from.indexOf('@') + 1);
    }

    private InternetAddress sender() throws MessagingException {
        InternetAddress sender = new InternetAddress(from, true);
        try {
            sender.setPersonal(Letter.oneLine(name), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("Every Java has UTF-8.", e);
        }
        return sender;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    /** A mail that is sent twice, after a crash in between, keeps its Message-ID, so that the reader's program can tell. */
    private static final class MessageWithId extends MimeMessage {
        private final String messageId;

        MessageWithId(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + messageId + ">");
        }
    }
}
