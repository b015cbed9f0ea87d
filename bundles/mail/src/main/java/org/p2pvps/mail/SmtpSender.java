package org.p2pvps.mail;

import com.sun.mail.smtp.SMTPTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.mail.Authenticator;
import javax.mail.MessagingException;
import javax.mail.PasswordAuthentication;
import javax.mail.Session;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Knows the SMTP server. Whatever it does, a conversation ends in bounded time and takes bounded memory. */
@Component(service = SmtpSender.class, configurationPid = MailConfig.PID)
@Designate(ocd = MailConfig.class)
public final class SmtpSender {
    /** What a server says to a round of mails is a few kilobytes. */
    private static final long MOST_HEARD = 512 * 1024;

    private final MailConfig config;
    private final SmtpSecurity security;
    private final Composer composer;
    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "p2pvps-mail-watch"));
    private volatile BoundedSocket current;

    @Activate
    public SmtpSender(MailConfig config) {
        this.config = config;
        this.security = SmtpSecurity.of(config.security());
        this.composer = new Composer(config);
        watch.setKeepAliveTime(10, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
        watch.setRemoveOnCancelPolicy(true);
    }

    boolean isConfigured() {
        return !config.host().isBlank();
    }

    int giveUpAfterDays() {
        return config.giveUpAfterDays();
    }

    /** A conversation that is under way is cut, so that the sender after this one does not send the same. */
    @Deactivate
    void stop() {
        watch.shutdownNow();
        BoundedSocket open = current;
        if (open != null) {
            open.expire();
        }
    }

    /** @throws SmtpFailure if the server is away or does not let us in */
    SmtpSession open() throws SmtpFailure {
        BoundedSocket socket = new BoundedSocket(MOST_HEARD);
        current = socket;
        Future<?> end = watch.schedule(socket::expire, config.timeoutSeconds(), TimeUnit.SECONDS);
        try {
            Session session = session();
            SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
            transport.connect(connected(socket));
            return new SmtpSession(session, composer, socket, transport, watch, config.timeoutSeconds());
        } catch (IOException | MessagingException e) {
            boolean expired = socket.isExpired();
            socket.expire();
            throw expired ? late(config.timeoutSeconds(), e) : unreachable(e);
        } finally {
            end.cancel(false);
        }
    }

    private Socket connected(BoundedSocket socket) throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.host().strip(), config.port());
        if (address.isUnresolved()) {
            throw new IOException("There is no host of the name " + config.host() + ".");
        }
        socket.connect(address, (int) TimeUnit.SECONDS.toMillis(config.timeoutSeconds()));
        return security == SmtpSecurity.TLS ? tls().createSocket(socket, "", config.port(), true) : socket;
    }

    private TlsLayer tls() throws IOException {
        return TlsLayer.to(config.host().strip(), config.trust());
    }

    private Session session() throws IOException {
        Properties properties = new Properties();
        boolean authenticates = !config.user().isBlank();
        properties.put("mail.smtp.auth", String.valueOf(authenticates));
        properties.put("mail.smtp.localhost", composer.senderDomain());
        properties.put("mail.smtp.starttls.enable", String.valueOf(security == SmtpSecurity.STARTTLS));
        properties.put("mail.smtp.starttls.required", String.valueOf(security == SmtpSecurity.STARTTLS));
        if (security == SmtpSecurity.STARTTLS) {
            properties.put("mail.smtp.ssl.socketFactory", tls());
        }
        return Session.getInstance(properties, authenticates ? new Login(config) : null);
    }

    static SmtpFailure late(int seconds, Exception cause) {
        return new SmtpFailure(
                SmtpFailure.Blame.SERVER, "The mail server did not get done in " + seconds + " seconds.", cause);
    }

    private static SmtpFailure unreachable(Exception failure) {
        return failure instanceof MessagingException said
                ? new SmtpFailure(SmtpFailure.Blame.SERVER, SmtpFailure.of(said).getMessage(), said)
                : new SmtpFailure(SmtpFailure.Blame.SERVER, String.valueOf(failure.getMessage()), failure);
    }

    /** What the mail library asks for when the server wants to know who we are. */
    private static final class Login extends Authenticator {
        private final MailConfig config;

        Login(MailConfig config) {
            this.config = config;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(config.user(), config.password());
        }
    }
}
