package org.p2pvps.rental.notice;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.p2pvps.notice.cfg}. */
@ObjectClassDefinition(name = "P2P VPS notices before the end of a rental")
@interface NoticeConfig {
    /** The configuration's PID. */
    String PID = "org.p2pvps.notice";

    @AttributeDefinition(
            description =
                    "How long before the end of a rental its renter is told, in minutes, with commas between; empty: never")
    String minutesBefore() default "1440, 60, 10";
}
