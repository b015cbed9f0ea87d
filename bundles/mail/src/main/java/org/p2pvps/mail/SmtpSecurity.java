package org.p2pvps.mail;

import java.util.Locale;

/** How the way to the SMTP server is protected. */
enum SmtpSecurity {
    NONE,
    /** RFC 3207; a server that does not offer it gets no mail, and so nobody in between can talk us out of it. */
    STARTTLS,
    /** RFC 8314, implicit TLS. */
    TLS;

    static SmtpSecurity of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }
}
