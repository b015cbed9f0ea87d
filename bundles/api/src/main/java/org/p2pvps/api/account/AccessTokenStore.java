package org.p2pvps.api.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps sessions and API tokens. */
public interface AccessTokenStore extends Store<AccessToken> {
    Optional<AccessToken> byHash(String hash);

    List<AccessToken> byAccount(UUID accountId);

    void delete(UUID id);

    /** Deletes the account's sessions and tokens but the one to keep (null keeps none), as after a change of password. */
    void deleteByAccount(UUID accountId, UUID keep);

    /** Deletes what ended before {@code now}. */
    void deleteExpired(Instant now);
}
