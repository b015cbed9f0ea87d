package org.p2pvps.api.account;

import java.security.Principal;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * Who makes a request. REST resources get it as the user principal.
 *
 * @param id the account's id, or the device's if the role is {@code DEVICE}
 * @param tokenId the session or API token used; null for a device
 */
public record Caller(UUID id, String name, Set<Role> roles, UUID tokenId) implements Principal {
    @Override
    public String getName() {
        return name;
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Passes if the caller is an admin or one of {@code ids}; else {@code not-found}, so that foreign ids tell nothing. */
    public void mustBeAdminOr(UUID... ids) {
        if (is(Role.ADMIN) || Arrays.asList(ids).contains(id)) {
            return;
        }
        throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours.");
    }
}
