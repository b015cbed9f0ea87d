package org.p2pvps.api.account;

import org.p2pvps.api.Secret;

/** Knows one kind of bearer token, told by its prefix. A whiteboard: any number may be registered. */
public interface Authenticator {
    /** The session's prefix; the value of the session cookie starts with it too. */
    String SESSION_PREFIX = "p2ps_";

    /** The API token's prefix. */
    String API_TOKEN_PREFIX = "p2pt_";

    /** The device key's prefix. */
    String DEVICE_KEY_PREFIX = "p2pd_";

    /** Whether this authenticator is the one for {@code bearer}, by its prefix. */
    boolean knows(Secret bearer);

    /**
     * The caller that holds {@code bearer}.
     *
     * @throws org.p2pvps.api.ProblemException with a 401 code that says what is wrong with it
     */
    Caller authenticate(Secret bearer);
}
