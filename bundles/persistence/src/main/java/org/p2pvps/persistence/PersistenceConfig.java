package org.p2pvps.persistence;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration, PID {@code org.p2pvps.persistence}. */
@ObjectClassDefinition(name = "P2P VPS persistence")
public @interface PersistenceConfig {
    /** The PID. */
    String PID = "org.p2pvps.persistence";

    @AttributeDefinition(
            description =
                    "The file with the key that seals secrets in the database. Relative to Karaf's base directory.")
    String keyFile() default "state/keys/database.key";
}
