package org.p2pvps.mail;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.p2pvps.mail.cfg}. */
@ObjectClassDefinition(name = "P2P VPS mail")
@interface MailConfig {
    /** The configuration's PID. */
    String PID = "org.p2pvps.mail";

    @AttributeDefinition(
            description = "The SMTP server; empty: mails stay in the outbox, where the admin can read them")
    String host() default "";

    @AttributeDefinition(description = "The SMTP server's port")
    int port() default 25;

    @AttributeDefinition(description = "none, starttls (refused if the server can't), or tls")
    String security() default "starttls";

    @AttributeDefinition(
            description = "A PEM file with the certificates to trust instead of the usual authorities; empty: those")
    String trust() default "";

    @AttributeDefinition(description = "User name; empty: no authentication")
    String user() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Password")
    String password() default "";

    @AttributeDefinition(description = "The sender's address")
    String from() default "p2pvps@localhost";

    @AttributeDefinition(description = "What the server is called in mails")
    String name() default "P2P VPS";

    @AttributeDefinition(description = "The site's address, for links in mails; empty: none")
    String site() default "";

    @AttributeDefinition(description = "For how many days a mail is tried that the server refuses for the time being")
    int giveUpAfterDays() default 5;

    @AttributeDefinition(
            description = "How long mails are kept that were sent or not wanted, in days; at least 30; 0: for ever")
    int keepDays() default 90;

    @AttributeDefinition(description = "The longest a conversation with the SMTP server may take, in seconds a mail")
    int timeoutSeconds() default 60;
}
