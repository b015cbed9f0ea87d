package org.p2pvps.protocol;

import java.time.Instant;
import java.util.List;

/**
 * What the server wants a device to be; the agent reconciles to it.
 *
 * @param revision changes whenever anything below does
 * @param generation the device's generation; whatever the agent holds of another is to be destroyed
 * @param phase what to do
 * @param rentedUntil the running rental's end, after which the agent resets by itself even without a server; null if not rented
 * @param sshKeys keys the renter wants accepted, in OpenSSH's one-line form
 * @param limits what the container may use
 */
public record DesiredState(
        String revision, int generation, Phase phase, Instant rentedUntil, List<String> sshKeys, Limits limits) {

    /** What an agent is to do. */
    public enum Phase {
        /** Keep the container of this generation running and its tunnels open. */
        RUN,
        /** Destroy what is held of older generations and register again. */
        RESET,
        /** Destroy everything and stop: the device was removed from the server. */
        RETIRED
    }
}
