package org.p2pvps.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.mail.Mail;

/** Hands one mail to the SMTP server. */
@Component(service = SmtpSender.class, configurationPid = MailConfig.PID)
@Designate(ocd = MailConfig.class)
public final class SmtpSender {
    private static final String TIMEOUT_MILLIS =
            String.valueOf(Duration.ofSeconds(20).toMillis());

    private final MailConfig config;
    private final SmtpSecurity security;

    @Activate
    public SmtpSender(MailConfig config) {
        this.config = config;
        this.security = SmtpSecurity.of(config.security());
    }

    boolean isConfigured() {
        return !config.host().isBlank();
    }

    void send(Mail mail) throws MessagingException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The library finds its content handlers through the context class loader.
        thread.setContextClassLoader(Transport.class.getClassLoader());
        try {
            Session session = Session.getInstance(properties());
            try (Transport transport = session.getTransport(security.protocol())) {
                transport.connect(config.host(), config.port(), orNull(config.user()), orNull(config.password()));
                MimeMessage message = message(session, mail);
                transport.sendMessage(message, message.getAllRecipients());
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private MimeMessage message(Session session, Mail mail) throws MessagingException {
        MimeMessage message = new MessageWithId(session, mail.id() + "@" + senderDomain());
        message.setFrom(new InternetAddress(config.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text().value(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail." + security.protocol();
        properties.put(prefix + ".connectiontimeout", TIMEOUT_MILLIS);
        properties.put(prefix + ".timeout", TIMEOUT_MILLIS);
        properties.put(prefix + ".writetimeout", TIMEOUT_MILLIS);
        properties.put(prefix + ".auth", String.valueOf(!config.user().isBlank()));
        security.configure(properties);
        return properties;
    }

    private String senderDomain() {
        return config.from().substring(config.from().indexOf('@') + 1);
    }

    private static String orNull(String text) {
        return text.isBlank() ? null : text;
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
