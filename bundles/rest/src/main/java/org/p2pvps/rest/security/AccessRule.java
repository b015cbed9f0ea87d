package org.p2pvps.rest.security;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import javax.annotation.security.DenyAll;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;

/**
 * Who may call a method. Where nothing is said, nobody may.
 *
 * @param open whether anyone may, signed in or not
 * @param roles else who may; empty for nobody
 */
public record AccessRule(boolean open, List<Role> roles) {
    private static final AccessRule NOBODY = new AccessRule(false, List.of());

    /** The rule by a method's annotation, else by its class's. */
    public static AccessRule of(Method method) {
        return at(method).or(() -> at(method.getDeclaringClass())).orElse(NOBODY);
    }

    private static Optional<AccessRule> at(AnnotatedElement element) {
        if (element.isAnnotationPresent(DenyAll.class)) {
            return Optional.of(NOBODY);
        }
        if (element.isAnnotationPresent(PermitAll.class)) {
            return Optional.of(new AccessRule(true, List.of()));
        }
        return Optional.ofNullable(element.getAnnotation(RolesAllowed.class))
                .map(allowed -> new AccessRule(
                        false,
                        List.of(allowed.value()).stream().map(Role::valueOf).toList()));
    }

    boolean allows(Caller caller) {
        return open || roles.stream().anyMatch(caller::is);
    }
}
