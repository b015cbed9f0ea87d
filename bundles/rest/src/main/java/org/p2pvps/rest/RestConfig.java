package org.p2pvps.rest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the REST API. */
@ObjectClassDefinition(name = "P2P VPS REST API")
public @interface RestConfig {
    /** The PID these settings are found under. */
    String PID = "org.p2pvps.rest";

    @AttributeDefinition(name = "Largest request body, in bytes")
    int maxBodyBytes() default 65536;

    @AttributeDefinition(
            name = "Trusted proxies",
            description = "Addresses or networks (10.0.0.0/8) whose X-Forwarded-For and X-Forwarded-Proto are believed")
    String[] trustedProxies() default {};

    @AttributeDefinition(name = "Rate limits", description = "Off only where a test or a benchmark needs it")
    boolean rateLimits() default true;

    @AttributeDefinition(name = "Seconds until a client should ask again for a missing service")
    int retryAfterSeconds() default 2;

    @AttributeDefinition(name = "Milliseconds that running requests get to finish when their service stops")
    int drainMillis() default 2000;

    @AttributeDefinition(
            name = "Areas",
            description = "area=bundle: a missing area that is listed is answered 503, any other 404")
    String[] areas() default {
        "accounts=accounts",
        "sessions=accounts",
        "tokens=accounts",
        "ssh-keys=accounts",
        "devices=registration",
        "agent=registration",
        "images=registration",
        "tunnels=tunnel",
        "sites=localtunnel",
        "listings=rental",
        "orders=rental",
        "rentals=rental",
        "ledger=rental",
        "invoices=market",
        "mails=mail",
        "notifications=mail",
        "uptime=rental"
    };
}
