package org.p2pvps.api.site;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * A domain of the renter's own for the site of a rental.
 *
 * @param name in lower case, as DNS has it: what is not ASCII in Punycode. Verified for one rental at a time
 * @param proof what a TXT record must say to prove that the renter rules the domain
 * @param verifiedAt null until it was
 */
public record CustomDomain(
        UUID id, UUID rentalId, String name, String proof, DomainState state, Instant createdAt, Instant verifiedAt) {
    /** The label of the TXT record, below the domain. */
    public static final String PROOF_LABEL = "_p2pvps-challenge";

    /** Where the TXT record must be. */
    public String proofName() {
        return PROOF_LABEL + "." + name;
    }

    public CustomDomain verified(Instant now) {
        return to(DomainState.VERIFIED, now);
    }

    public CustomDomain removed() {
        return to(DomainState.REMOVED, verifiedAt);
    }

    private CustomDomain to(DomainState next, Instant newVerifiedAt) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "A domain that is " + state + " can't become " + next + ".");
        }
        return new CustomDomain(id, rentalId, name, proof, next, createdAt, newVerifiedAt);
    }
}
