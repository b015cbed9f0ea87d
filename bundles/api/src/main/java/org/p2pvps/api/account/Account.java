package org.p2pvps.api.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A person.
 *
 * @param email lower-case, unique; the sign-in name. For a buyer whom only a market knows it is no address but
 *     {@code MARKET:ID}, which nobody can sign up with
 * @param passwordHash Argon2id, in its encoded form; empty for somebody who can't sign in
 */
public record Account(UUID id, String email, String name, String passwordHash, Set<Role> roles, Instant createdAt) {
    /** Whether there is a password to sign in with. */
    public boolean canSignIn() {
        return !passwordHash.isEmpty();
    }

    /** Where mails go; empty for a buyer whom only a market knows. */
    public Optional<String> mailAddress() {
        return email.indexOf('@') < 0 ? Optional.empty() : Optional.of(email);
    }

    /** The same person at another address. */
    public Account reachedAt(String address) {
        return new Account(id, address, name, passwordHash, roles, createdAt);
    }

    @Override
    public String toString() {
        return "Account[id=" + id + "]";
    }
}
