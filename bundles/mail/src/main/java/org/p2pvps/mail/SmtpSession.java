package org.p2pvps.mail;

import com.sun.mail.smtp.SMTPTransport;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.MimeMessage;
import org.p2pvps.api.mail.Mail;

/** A conversation with the SMTP server, over which mails are handed to it one after another. */
final class SmtpSession implements AutoCloseable {
    private final Session session;
    private final Composer composer;
    private final BoundedSocket socket;
    private final SMTPTransport transport;
    private final ScheduledExecutorService watch;
    private final int timeoutSeconds;

    SmtpSession(
            Session session,
            Composer composer,
            BoundedSocket socket,
            SMTPTransport transport,
            ScheduledExecutorService watch,
            int timeoutSeconds) {
        this.session = session;
        this.composer = composer;
        this.socket = socket;
        this.transport = transport;
        this.watch = watch;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** @throws SmtpFailure if the server did not take it */
    void send(Mail mail) throws SmtpFailure {
        Future<?> end = watch.schedule(socket::expire, timeoutSeconds, TimeUnit.SECONDS);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The library finds the handlers that write a message's parts with this one; in OSGi no other will do.
        thread.setContextClassLoader(Transport.class.getClassLoader());
        try {
            MimeMessage message = composer.compose(session, mail);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (IllegalStateException e) {
            throw new SmtpFailure(SmtpFailure.Blame.SERVER, "The mail server hung up.", e);
        } catch (MessagingException e) {
            throw socket.isExpired() ? SmtpSender.late(timeoutSeconds, e) : SmtpFailure.of(e);
        } finally {
            thread.setContextClassLoader(before);
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        Future<?> end = watch.schedule(socket::expire, 2, TimeUnit.SECONDS);
        try {
            transport.close();
        } catch (MessagingException e) {
            // What mattered was answered before.
        } finally {
            end.cancel(false);
            socket.expire();
        }
    }
}
