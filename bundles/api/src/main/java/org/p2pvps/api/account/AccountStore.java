package org.p2pvps.api.account;

import java.util.Optional;
import org.p2pvps.api.Store;

/** Keeps accounts. */
public interface AccountStore extends Store<Account> {
    /** The account with this e-mail address, compared in lower case. */
    Optional<Account> byEmail(String email);

    /** Whether any account is an admin. */
    boolean hasAdmin();
}
