package org.p2pvps.agent.state;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.Wipe;

/**
 * All that the agent must not forget.
 *
 * @param instanceId tells this agent apart from another with the same key
 * @param deviceId the device the rest belongs to; null before the first device file
 * @param tunnelKey for the current lease; null until it is needed
 * @param lease what the server last answered to a registration; null if there is none to serve
 * @param rentedUntil the running rental's end; null if not rented
 * @param sshKeys keys the renter wants accepted
 * @param voidGeneration the generation that is to be destroyed; 0 if none. While it is set there is no lease
 * @param wipe the account of the last reset, until the server has it; null if there is none
 */
public record AgentState(
        String instanceId,
        UUID deviceId,
        TunnelKey tunnelKey,
        RegisterAnswer lease,
        Instant rentedUntil,
        List<String> sshKeys,
        int voidGeneration,
        Wipe wipe) {

    public AgentState {
        sshKeys = sshKeys == null ? List.of() : List.copyOf(sshKeys);
    }

    /** An agent that knows nothing but who it is. */
    public static AgentState fresh(String instanceId) {
        return new AgentState(instanceId, null, null, null, null, List.of(), 0, null);
    }

    /** The same agent, for a device it knows nothing of. */
    public AgentState of(UUID newDeviceId) {
        return new AgentState(instanceId, newDeviceId, null, null, null, List.of(), 0, null);
    }

    /** With a tunnel key. */
    public AgentState with(TunnelKey key) {
        return new AgentState(instanceId, deviceId, key, lease, rentedUntil, sshKeys, voidGeneration, wipe);
    }

    /** With the lease the server gave; it has heard of the last reset now. */
    public AgentState with(RegisterAnswer answer) {
        boolean same = lease != null && lease.generation() == answer.generation();
        return new AgentState(
                instanceId,
                deviceId,
                tunnelKey,
                answer,
                same ? rentedUntil : null,
                same ? sshKeys : List.of(),
                0,
                null);
    }

    /** With what the server wants of the current lease. */
    public AgentState with(DesiredState desired) {
        RegisterAnswer limited = new RegisterAnswer(
                lease.deviceId(),
                lease.deviceName(),
                lease.generation(),
                lease.login(),
                lease.tunnel(),
                lease.web(),
                desired.limits() == null ? lease.limits() : desired.limits(),
                lease.image());
        return new AgentState(
                instanceId,
                deviceId,
                tunnelKey,
                limited,
                desired.rentedUntil(),
                desired.sshKeys(),
                voidGeneration,
                wipe);
    }

    /** With nothing to serve and this generation to destroy. Its tunnel key goes with it. */
    public AgentState voided(int generation) {
        return new AgentState(instanceId, deviceId, null, null, null, List.of(), generation, wipe);
    }

    /** With that generation destroyed. */
    public AgentState wiped(Wipe account) {
        return new AgentState(instanceId, deviceId, null, null, null, List.of(), 0, account);
    }

    /** Whether something is to be destroyed before anything else can be done. */
    public boolean mustWipe() {
        return voidGeneration != 0;
    }
}
