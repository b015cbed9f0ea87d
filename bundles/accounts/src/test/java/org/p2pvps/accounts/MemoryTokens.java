package org.p2pvps.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;

/** Sessions and tokens in memory. */
final class MemoryTokens implements AccessTokenStore {
    private final Map<UUID, AccessToken> tokens = new LinkedHashMap<>();

    @Override
    public synchronized void insert(AccessToken token) {
        tokens.put(token.id(), token);
    }

    @Override
    public synchronized Optional<AccessToken> find(UUID id) {
        return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public synchronized List<AccessToken> all() {
        return new ArrayList<>(tokens.values());
    }

    @Override
    public synchronized AccessToken update(UUID id, UnaryOperator<AccessToken> change) {
        return tokens.computeIfPresent(id, (key, token) -> change.apply(token));
    }

    @Override
    public synchronized Optional<AccessToken> byHash(String hash) {
        return tokens.values().stream()
                .filter(token -> token.hash().equals(hash))
                .findFirst();
    }

    @Override
    public synchronized List<AccessToken> byAccount(UUID accountId) {
        return tokens.values().stream()
                .filter(token -> token.accountId().equals(accountId))
                .toList();
    }

    @Override
    public synchronized void delete(UUID id) {
        tokens.remove(id);
    }

    @Override
    public synchronized void deleteByAccount(UUID accountId, UUID keep) {
        tokens.values()
                .removeIf(token ->
                        token.accountId().equals(accountId) && !token.id().equals(keep));
    }

    @Override
    public synchronized void deleteExpired(Instant now) {
        tokens.values().removeIf(token -> token.expiresAt().isBefore(now));
    }
}
