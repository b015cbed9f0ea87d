package org.p2pvps.accounts;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the accounts. */
@ObjectClassDefinition(name = "P2P VPS accounts")
public @interface AccountsConfig {
    /** The PID these settings are found under. */
    String PID = "org.p2pvps.accounts";

    @AttributeDefinition(name = "The first admin's e-mail address", description = "Used once, when there is no admin")
    String adminEmail() default "admin@localhost";

    @AttributeDefinition(
            name = "Where the first admin's password is written",
            description = "Empty: state/first-admin.txt in the server's folder")
    String firstAdminFile() default "";

    @AttributeDefinition(name = "Hours until a session ends")
    int sessionHours() default 12;
}
