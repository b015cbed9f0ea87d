package org.p2pvps.mail;

import java.util.Locale;
import java.util.Properties;

/** How the way to the SMTP server is protected. */
enum SmtpSecurity {
    NONE("smtp") {
        @Override
        void configure(Properties properties) {
            properties.put("mail.smtp.starttls.enable", "false");
        }
    },
    /** RFC 3207; a server that does not offer it gets no mail, and so nobody in between can talk us out of it. */
    STARTTLS("smtp") {
        @Override
        void configure(Properties properties) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
        }
    },
    /** RFC 8314, implicit TLS. */
    TLS("smtps") {
        @Override
        void configure(Properties properties) {
            properties.put("mail.smtps.ssl.checkserveridentity", "true");
        }
    };

    private final String protocol;

    SmtpSecurity(String protocol) {
        this.protocol = protocol;
    }

    String protocol() {
        return protocol;
    }

    abstract void configure(Properties properties);

    static SmtpSecurity of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }
}
