package org.p2pvps.rental.uptime;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.p2pvps.uptime.cfg}. */
@ObjectClassDefinition(name = "P2P VPS uptime record")
@interface UptimeConfig {
    /** The configuration's PID. */
    String PID = "org.p2pvps.uptime";

    @AttributeDefinition(description = "How long a device may be silent before it is offline, in seconds")
    int graceSeconds() default 15;

    @AttributeDefinition(
            description = "How long a device that came back must stay until its outage is over, in seconds")
    int settleSeconds() default 60;

    @AttributeDefinition(
            description = "How long devices get to come back after the server was away, before that counts, in seconds")
    int returnSeconds() default 60;

    @AttributeDefinition(description = "How long a device is away before its owner and its renter are told, in minutes")
    int tellAfterMinutes() default 5;

    @AttributeDefinition(description = "How long outages are kept, in days")
    int keepDays() default 400;
}
