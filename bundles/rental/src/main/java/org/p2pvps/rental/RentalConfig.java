package org.p2pvps.rental;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.p2pvps.rental.ledger.EarlyEnd;

/** {@code etc/org.p2pvps.rental.cfg}. */
@ObjectClassDefinition(name = "P2P VPS rentals")
@interface RentalConfig {
    /** The configuration's PID. */
    String PID = "org.p2pvps.rental";

    @AttributeDefinition(description = "The longest term, in hours, whatever owners choose for their devices")
    int longestHours() default 8784;

    @AttributeDefinition(description = "How long an order waits for its payment, in hours")
    int payWithinHours() default 48;

    @AttributeDefinition(
            description =
                    "How long before its end the order for the renewal of a rental is placed, in hours; half of what"
                            + " is renewed at most")
    int renewBeforeHours() default 72;

    @AttributeDefinition(
            description = "How long a ready device may be without a tunnel before its listing is withdrawn, in seconds")
    int offlineGraceSeconds() default 20;

    @AttributeDefinition(
            description =
                    "How long a rented device may stay away until its rental ends by itself, in hours; 0: it never"
                            + " does")
    int undeliveredAfterHours() default 24;

    @AttributeDefinition(description = "The server's share of what renters are charged, in hundredths of a percent")
    int feeBasisPoints() default 0;

    @AttributeDefinition(
            description = "What a renter pays who ends early: NONE (nothing goes back), STARTED_HOURS, or PRO_RATA")
    EarlyEnd earlyEnd() default EarlyEnd.STARTED_HOURS;
}
