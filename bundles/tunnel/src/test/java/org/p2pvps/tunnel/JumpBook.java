package org.p2pvps.tunnel;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.DeviceAccess;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.tunnel.jump.JumpSources;

/** People, their keys, tokens and rented devices, in memory. */
final class JumpBook implements DeviceAccess, Authenticator {
    private final Map<String, UUID> keys = new ConcurrentHashMap<>();
    private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();
    private final Map<UUID, List<Reachable>> reachable = new ConcurrentHashMap<>();
    private volatile boolean broken;

    JumpSources sources() {
        return new JumpSources(new Keys(), new Tokens(), this, List.of(this));
    }

    void hold(UUID account, PublicKey key) {
        keys.put(KeyUtils.getFingerPrint(key), account);
    }

    void drop(PublicKey key) {
        keys.remove(KeyUtils.getFingerPrint(key));
    }

    String token(UUID account) {
        String secret = API_TOKEN_PREFIX + UUID.randomUUID();
        tokens.put(
                secret,
                new AccessToken(
                        UUID.randomUUID(),
                        account,
                        AccessToken.Kind.API,
                        "test",
                        "",
                        Instant.EPOCH,
                        Instant.now().plusSeconds(3_600)));
        return secret;
    }

    void revoke(String token) {
        tokens.remove(token);
    }

    void rent(UUID account, Lease lease, String name) {
        reachable
                .computeIfAbsent(account, id -> new CopyOnWriteArrayList<>())
                .add(new Reachable(lease.deviceId(), lease.id(), name, lease.subdomain()));
    }

    void giveBack(UUID account) {
        reachable.remove(account);
    }

    /** From now on, or no more, every question fails as with a database that is gone. */
    void broken(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public List<Reachable> reachableBy(UUID accountId) {
        check();
        return reachable.getOrDefault(accountId, List.of());
    }

    @Override
    public boolean knows(Secret bearer) {
        return bearer.value().startsWith(API_TOKEN_PREFIX);
    }

    @Override
    public Caller authenticate(Secret bearer) {
        check();
        AccessToken token = tokens.get(bearer.value());
        if (token == null) {
            throw new ProblemException(ErrorCode.SESSION_EXPIRED, "No such token.");
        }
        return new Caller(token.accountId(), "Rita", Set.of(Role.RENTER), token.id());
    }

    private void check() {
        if (broken) {
            throw new IllegalStateException("The database is gone.");
        }
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("The jump host has no use for it.");
    }

    private final class Keys implements AccountKeyStore {
        @Override
        public Map<String, UUID> holders() {
            check();
            return keys;
        }

        @Override
        public List<AccountKey> byAccount(UUID accountId) {
            throw unused();
        }

        @Override
        public void delete(UUID id) {
            throw unused();
        }

        @Override
        public void insert(AccountKey key) {
            throw unused();
        }

        @Override
        public Optional<AccountKey> find(UUID id) {
            throw unused();
        }

        @Override
        public List<AccountKey> all() {
            throw unused();
        }

        @Override
        public AccountKey update(UUID id, UnaryOperator<AccountKey> change) {
            throw unused();
        }
    }

    private final class Tokens implements AccessTokenStore {
        @Override
        public Optional<AccessToken> find(UUID id) {
            check();
            return tokens.values().stream()
                    .filter(token -> token.id().equals(id))
                    .findFirst();
        }

        @Override
        public Optional<AccessToken> byHash(String hash) {
            throw unused();
        }

        @Override
        public List<AccessToken> byAccount(UUID accountId) {
            throw unused();
        }

        @Override
        public void delete(UUID id) {
            throw unused();
        }

        @Override
        public void deleteByAccount(UUID accountId, UUID keep) {
            throw unused();
        }

        @Override
        public void deleteExpired(Instant now) {
            throw unused();
        }

        @Override
        public void insert(AccessToken token) {
            throw unused();
        }

        @Override
        public List<AccessToken> all() {
            throw unused();
        }

        @Override
        public AccessToken update(UUID id, UnaryOperator<AccessToken> change) {
            throw unused();
        }
    }
}
