package org.p2pvps.accounts;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.Caller;
import org.p2pvps.protocol.ErrorCode;

/** Tells people from programs: what would outlast an API token, no API token may do. */
@Component(service = SessionCheck.class)
public final class SessionCheck {
    private final AccessTokenStore tokens;

    @Activate
    public SessionCheck(@Reference AccessTokenStore tokens) {
        this.tokens = tokens;
    }

    /** @throws ProblemException with {@code forbidden} if the caller did not sign in with the password */
    void require(Caller caller, String what) {
        boolean session = tokens.find(caller.tokenId())
                .filter(token -> token.kind() == AccessToken.Kind.SESSION)
                .isPresent();
        if (!session) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "Sign in with the password to " + what + ".");
        }
    }
}
