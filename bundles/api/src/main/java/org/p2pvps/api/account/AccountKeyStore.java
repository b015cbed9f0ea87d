package org.p2pvps.api.account;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps people's SSH keys. No two have the same fingerprint. */
public interface AccountKeyStore extends Store<AccountKey> {
    List<AccountKey> byAccount(UUID accountId);

    /** Who holds which key: accounts by fingerprint. */
    Map<String, UUID> holders();

    void delete(UUID id);
}
