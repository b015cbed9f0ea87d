package org.p2pvps.localtunnel.gateway;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Who may serve which name: the policy that the data path asks. Answers come from memory, on any thread. */
public interface Permits {
    /** The permit for a name that belongs to a device; empty if it belongs to none. */
    Optional<Permit> of(String name);

    /** Brings what is known up to date; for someone who may have come before the news. Ends within half a second. */
    CompletionStage<Void> refresh();

    /**
     * @param leaseId what the permit comes from
     * @param token what the device must show
     */
    record Permit(UUID leaseId, UUID deviceId, String token) {
        @Override
        public String toString() {
            return "Permit[deviceId=" + deviceId + "]";
        }
    }
}
