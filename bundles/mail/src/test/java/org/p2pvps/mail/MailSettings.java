package org.p2pvps.mail;

import java.lang.annotation.Annotation;

/** A configuration as an admin writes it. */
record MailSettings(String host, int port, String security, String user, String password, String from)
        implements MailConfig {
    static MailSettings plain(String host, int port) {
        return new MailSettings(host, port, "none", "", "", "vps@example.org");
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return MailConfig.class;
    }
}
