package org.p2pvps.accounts;

import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccessToken;

/**
 * A token at the only moment its secret is known.
 *
 * @param secret what its holder sends
 * @param token what is kept
 */
record IssuedToken(Secret secret, AccessToken token) {}
