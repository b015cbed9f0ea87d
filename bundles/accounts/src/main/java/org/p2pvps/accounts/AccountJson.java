package org.p2pvps.accounts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Role;

/** An account as the API shows it. */
public record AccountJson(UUID id, String email, String name, List<Role> roles, Instant createdAt) {
    static AccountJson of(Account account) {
        return new AccountJson(
                account.id(),
                account.email(),
                account.name(),
                account.roles().stream().sorted().toList(),
                account.createdAt());
    }
}
