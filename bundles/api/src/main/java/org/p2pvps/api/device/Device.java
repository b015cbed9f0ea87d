package org.p2pvps.api.device;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Hardware;

/**
 * An owner's computer.
 *
 * @param hourlyRate the price of an hour
 * @param term for how long it can be rented
 * @param keyHash SHA-256 of the device key, hexadecimal; null when the key was revoked
 * @param instanceId the agent that the key is bound to; null until one registers
 * @param generation rises with each reset, 0 until the first registration
 * @param hardware as the agent measured it; null until it registered
 * @param trouble what the agent last complained of; empty if nothing
 * @param lastSeenAt the agent's last sign of life; null until it registered
 */
public record Device(
        UUID id,
        UUID ownerId,
        String name,
        String description,
        Purpose purpose,
        Money hourlyRate,
        Term term,
        DeviceState state,
        int generation,
        String keyHash,
        String instanceId,
        Hardware hardware,
        String trouble,
        Instant lastSeenAt,
        Instant createdAt) {

    /** The one way from state to state. */
    public Device to(DeviceState next) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "A device that is " + state + " can't become " + next + ".");
        }
        int nextGeneration = next == DeviceState.RESETTING || state == DeviceState.NEW ? generation + 1 : generation;
        return new Device(
                id,
                ownerId,
                name,
                description,
                purpose,
                hourlyRate,
                term,
                next,
                nextGeneration,
                keyHash,
                instanceId,
                hardware,
                trouble,
                lastSeenAt,
                createdAt);
    }

    /** As its owner describes and prices it. */
    public Device described(String newName, String newDescription, Purpose newPurpose, Money newHourlyRate) {
        return new Device(
                id,
                ownerId,
                newName,
                newDescription,
                newPurpose,
                newHourlyRate,
                term,
                state,
                generation,
                keyHash,
                instanceId,
                hardware,
                trouble,
                lastSeenAt,
                createdAt);
    }

    /** To be rented for other lengths of time from now on; what runs, runs on. */
    public Device rentedFor(Term newTerm) {
        return new Device(
                id,
                ownerId,
                name,
                description,
                purpose,
                hourlyRate,
                newTerm,
                state,
                generation,
                keyHash,
                instanceId,
                hardware,
                trouble,
                lastSeenAt,
                createdAt);
    }

    /** With another device key, or none (null); no agent is bound to it yet. */
    public Device keyed(String newKeyHash) {
        return new Device(
                id,
                ownerId,
                name,
                description,
                purpose,
                hourlyRate,
                term,
                state,
                generation,
                newKeyHash,
                null,
                hardware,
                trouble,
                lastSeenAt,
                createdAt);
    }

    /** As a registering agent shows it. */
    public Device registered(String newInstanceId, Hardware newHardware, Instant now) {
        return new Device(
                id,
                ownerId,
                name,
                description,
                purpose,
                hourlyRate,
                term,
                state,
                generation,
                keyHash,
                newInstanceId,
                newHardware,
                "",
                now,
                createdAt);
    }

    /** As seen at {@code now}. */
    public Device seen(String newTrouble, Instant now) {
        return new Device(
                id,
                ownerId,
                name,
                description,
                purpose,
                hourlyRate,
                term,
                state,
                generation,
                keyHash,
                instanceId,
                hardware,
                newTrouble,
                now,
                createdAt);
    }
}
