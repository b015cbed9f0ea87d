package org.p2pvps.rest.security;

import java.security.Principal;
import javax.ws.rs.core.SecurityContext;
import org.p2pvps.api.account.Caller;

/** Hands the caller to resources. */
final class CallerSecurityContext implements SecurityContext {
    private final Caller caller;
    private final boolean secure;

    CallerSecurityContext(Caller caller, boolean secure) {
        this.caller = caller;
        this.secure = secure;
    }

    @Override
    public Principal getUserPrincipal() {
        return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.roles().stream().anyMatch(held -> held.name().equals(role));
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getAuthenticationScheme() {
        return "BEARER";
    }
}
