package org.p2pvps.mail;

import java.lang.annotation.Annotation;

/** A configuration as an admin writes it. */
record MailSettings(
        String host,
        int port,
        String security,
        String trust,
        String user,
        String password,
        String from,
        String name,
        String site,
        int giveUpAfterDays,
        int timeoutSeconds)
        implements MailConfig {
    private static final int PATIENCE_SECONDS = 20;

    static MailSettings plain(String host, int port) {
        return new MailSettings(
                host,
                port,
                "none",
                "",
                "",
                "",
                "vps@example.org",
                "Grüne Server",
                "https://vps.example.org",
                5,
                PATIENCE_SECONDS);
    }

    MailSettings secured(String how, String trusted) {
        return new MailSettings(
                host, port, how, trusted, user, password, from, name, site, giveUpAfterDays, timeoutSeconds);
    }

    MailSettings as(String login, String secret) {
        return new MailSettings(
                host, port, security, trust, login, secret, from, name, site, giveUpAfterDays, timeoutSeconds);
    }

    MailSettings at(String otherHost) {
        return new MailSettings(
                otherHost, port, security, trust, user, password, from, name, site, giveUpAfterDays, timeoutSeconds);
    }

    MailSettings impatient(int seconds) {
        return new MailSettings(
                host, port, security, trust, user, password, from, name, site, giveUpAfterDays, seconds);
    }

    @Override
    public int keepDays() {
        return 90;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return MailConfig.class;
    }
}
