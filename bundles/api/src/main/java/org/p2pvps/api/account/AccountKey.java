package org.p2pvps.api.account;

import java.time.Instant;
import java.util.UUID;

/**
 * An SSH key by which a person is known at the jump host, and in the containers they rent.
 *
 * @param name what its holder calls it
 * @param fingerprint {@code SHA256:...}; unique, so that a key tells who holds it
 */
public record AccountKey(
        UUID id, UUID accountId, String name, SshPublicKey key, String fingerprint, Instant createdAt) {}
