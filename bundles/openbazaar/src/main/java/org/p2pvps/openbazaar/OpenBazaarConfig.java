package org.p2pvps.openbazaar;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.p2pvps.openbazaar.cfg}. */
@ObjectClassDefinition(name = "P2P VPS on OpenBazaar")
@interface OpenBazaarConfig {
    /** The configuration's PID. */
    String PID = "org.p2pvps.openbazaar";

    @AttributeDefinition(description = "The daemon's address; empty: there is no such market")
    String url() default "";

    @AttributeDefinition(description = "The daemon's generation: 0.14 or 0.13")
    String version() default "0.14";

    @AttributeDefinition(description = "The user of the daemon's API; empty: none, or the cookie")
    String user() default "";

    @AttributeDefinition(description = "A file with the user's password")
    String passwordFile() default "";

    @AttributeDefinition(description = "The environment variable with the user's password")
    String passwordEnvironment() default "";

    @AttributeDefinition(description = "The daemon's own file .cookie, instead of a user")
    String cookieFile() default "";

    @AttributeDefinition(description = "SHA-256 of the daemon's certificate; empty: the JVM's authorities decide")
    String certificateSha256() default "";

    @AttributeDefinition(description = "How long a call may take, in seconds", min = "1", max = "600")
    int timeoutSeconds() default 30;

    @AttributeDefinition(description = "How often orders are looked for, in seconds", min = "1", max = "3600")
    int pollSeconds() default 10;

    @AttributeDefinition(description = "Whether the daemon's websocket is listened to")
    boolean websocket() default true;

    @AttributeDefinition(description = "Confirmations a payment needs before the device is handed over", min = "0")
    int confirmations() default 1;

    @AttributeDefinition(description = "Peer ids of the moderators that buyers may choose from")
    String[] moderators() default {};

    @AttributeDefinition(description = "Coins that buyers may pay in; empty: all that the daemon's wallet has")
    String[] coins() default {};

    @AttributeDefinition(description = "The stock of a listing: the most hours that can be ordered at once", min = "1")
    int stockHours() default 720;

    @AttributeDefinition(description = "For how long a listing is put up; it is renewed at half time", min = "1")
    int listingDays() default 30;

    @AttributeDefinition(description = "Hours in escrow; the main network takes 1080 only", min = "1")
    int escrowTimeoutHours() default 1080;

    @AttributeDefinition(description = "The terms that listings show")
    String terms() default
            "The server is yours from payment to the end of the hours you order. Then everything on it is destroyed.";

    @AttributeDefinition(description = "The refund policy that listings show")
    String refundPolicy() default "What is not delivered is refunded pro rata, to the second.";

    @AttributeDefinition(description = "The language of the listings")
    String language() default "english";

    @AttributeDefinition(description = "An image for the listings (PNG or JPEG); empty: a plain one")
    String imageFile() default "";

    @AttributeDefinition(
            description = "What the names of this server's listings begin with; two servers at one daemon need two")
    String slugPrefix() default "p2pvps";

    @AttributeDefinition(
            description = "Whether refunds may be paid out of the daemon's wallet, where the daemon has no other way",
            type = AttributeType.BOOLEAN)
    boolean maySpend() default false;
}
