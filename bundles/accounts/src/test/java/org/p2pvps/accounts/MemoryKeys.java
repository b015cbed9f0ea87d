package org.p2pvps.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.protocol.ErrorCode;

/** SSH keys in memory. */
final class MemoryKeys implements AccountKeyStore {
    private final Map<UUID, AccountKey> keys = new LinkedHashMap<>();

    @Override
    public synchronized void insert(AccountKey key) {
        if (holders().containsKey(key.fingerprint())) {
            throw new ProblemException(ErrorCode.CONFLICT, "Taken.");
        }
        keys.put(key.id(), key);
    }

    @Override
    public synchronized Optional<AccountKey> find(UUID id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public synchronized List<AccountKey> all() {
        return new ArrayList<>(keys.values());
    }

    @Override
    public synchronized AccountKey update(UUID id, UnaryOperator<AccountKey> change) {
        return keys.computeIfPresent(id, (key, kept) -> change.apply(kept));
    }

    @Override
    public synchronized List<AccountKey> byAccount(UUID accountId) {
        return keys.values().stream()
                .filter(key -> key.accountId().equals(accountId))
                .toList();
    }

    @Override
    public synchronized Map<String, UUID> holders() {
        return keys.values().stream().collect(Collectors.toMap(AccountKey::fingerprint, AccountKey::accountId));
    }

    @Override
    public synchronized void delete(UUID id) {
        keys.remove(id);
    }
}
