package org.p2pvps.accounts;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Topics;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.api.account.SshPublicKey;
import org.p2pvps.protocol.ErrorCode;

/** People's SSH keys: by them they are known at the jump host, and in the containers they rent. */
@Component(service = AccountKeys.class)
public final class AccountKeys {
    static final int MOST = 20;

    private static final int LONGEST_NAME = 100;

    private final AccountKeyStore store;
    private final EventAdmin events;
    private final Clock clock;

    @Activate
    public AccountKeys(@Reference AccountKeyStore store, @Reference EventAdmin events) {
        this(store, events, Clock.systemUTC());
    }

    AccountKeys(AccountKeyStore store, EventAdmin events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    public List<AccountKey> of(UUID accountId) {
        return store.byAccount(accountId);
    }

    /**
     * Adds a key.
     *
     * @param name what the key is to be called; null or blank: its comment, or else its type
     * @param line OpenSSH's one-line form
     * @throws ProblemException with {@code field-invalid} if it is no key that is taken, {@code ssh-key-taken} if somebody has
     *     it, {@code conflict} if there are too many
     */
    AccountKey add(UUID accountId, String name, String line) {
        SshPublicKey key = SshPublicKey.parse(line);
        AccountKey added = new AccountKey(
                UUID.randomUUID(), accountId, nameOf(name, key), key, key.fingerprint(), clock.instant());
        List<AccountKey> held = store.byAccount(accountId);
        if (held.stream().anyMatch(other -> other.fingerprint().equals(added.fingerprint()))) {
            throw new ProblemException(ErrorCode.SSH_KEY_TAKEN, "This SSH key is in your account already.");
        }
        if (held.size() >= MOST) {
            throw new ProblemException(ErrorCode.CONFLICT, "There are " + MOST + " SSH keys. Delete one first.");
        }
        insert(added);
        post(accountId);
        return added;
    }

    /** @throws ProblemException with {@code not-found} if the account has no such key */
    void delete(UUID accountId, UUID keyId) {
        AccountKey key = store.byAccount(accountId).stream()
                .filter(held -> held.id().equals(keyId))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such SSH key."));
        store.delete(key.id());
        post(accountId);
    }

    private void insert(AccountKey added) {
        try {
            store.insert(added);
        } catch (ProblemException e) {
            throw e.code() == ErrorCode.CONFLICT
                    ? new ProblemException(
                            ErrorCode.SSH_KEY_TAKEN,
                            "This SSH key is in another account, and a key must tell who comes. Make a new one.")
                    : e;
        }
    }

    private static String nameOf(String name, SshPublicKey key) {
        if (name != null && !name.isBlank()) {
            return Invalid.line("name", name, LONGEST_NAME);
        }
        return key.comment().isBlank() ? key.type() : key.comment();
    }

    private void post(UUID accountId) {
        events.postEvent(new Event(Topics.ACCOUNT_KEYS_CHANGED, Map.of(Topics.ID, accountId.toString())));
    }
}
