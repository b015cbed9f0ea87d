package org.p2pvps.localtunnel.gateway;

import java.util.Optional;

/** What renters chose for their sites: policy that the data path asks. Answers come from memory, on any thread. */
public interface Choices {
    Choice STANDARD = new Choice(false, false);

    /** What was chosen for a name; the standard if nothing was. */
    Choice of(String name);

    /** The name that a domain of the renter's own stands for; in lower case, both. */
    Optional<String> nameOf(String domain);

    /**
     * @param passThrough whether TLS is the device's own business, on its port 443
     * @param redirect whether visitors without TLS are sent to where it is
     */
    record Choice(boolean passThrough, boolean redirect) {}
}
