package org.p2pvps.api.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A person.
 *
 * @param email lower-case, unique; the sign-in name
 * @param passwordHash Argon2id, in its encoded form
 */
public record Account(UUID id, String email, String name, String passwordHash, Set<Role> roles, Instant createdAt) {
    @Override
    public String toString() {
        return "Account[id=" + id + "]";
    }
}
