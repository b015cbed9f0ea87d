package org.p2pvps.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.account.Role;
import org.p2pvps.protocol.ErrorCode;

/** Accounts in memory. */
final class MemoryAccounts implements AccountStore {
    private final Map<UUID, Account> accounts = new LinkedHashMap<>();

    @Override
    public synchronized void insert(Account account) {
        if (byEmail(account.email()).isPresent()) {
            throw new ProblemException(ErrorCode.CONFLICT, "taken");
        }
        accounts.put(account.id(), account);
    }

    @Override
    public synchronized Optional<Account> find(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public synchronized List<Account> all() {
        return new ArrayList<>(accounts.values());
    }

    @Override
    public synchronized Account update(UUID id, UnaryOperator<Account> change) {
        return accounts.computeIfPresent(id, (key, account) -> change.apply(account));
    }

    @Override
    public synchronized Optional<Account> byEmail(String email) {
        return accounts.values().stream()
                .filter(account -> account.email().equals(email))
                .findFirst();
    }

    @Override
    public synchronized boolean hasAdmin() {
        return accounts.values().stream().anyMatch(account -> account.roles().contains(Role.ADMIN));
    }
}
