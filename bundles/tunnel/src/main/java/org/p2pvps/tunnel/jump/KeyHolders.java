package org.p2pvps.tunnel.jump;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds which SSH key, as last read: a sign-in asks no database, so a stranger's keys cost nothing, and people get in
 * while the database is away.
 */
final class KeyHolders {
    private static final Logger LOG = LoggerFactory.getLogger(KeyHolders.class);

    private final JumpSources sources;
    private volatile Map<String, UUID> holders = Map.of();

    KeyHolders(JumpSources sources) {
        this.sources = sources;
    }

    Optional<UUID> of(String fingerprint) {
        return Optional.ofNullable(holders.get(fingerprint));
    }

    /** Whether the account holds that key. */
    boolean holds(UUID accountId, String fingerprint) {
        return accountId.equals(holders.get(fingerprint));
    }

    /** Reads all again. If that can't be done now, what is known stays. */
    void refresh() {
        try {
            sources.keys().ifPresent(store -> holders = Map.copyOf(store.holders()));
        } catch (RuntimeException e) {
            LOG.debug("People's SSH keys can't be read now; what is known stays", e);
        }
    }
}
