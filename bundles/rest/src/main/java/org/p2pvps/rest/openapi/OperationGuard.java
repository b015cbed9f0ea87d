package org.p2pvps.rest.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.ws.rs.Path;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.rest.problem.Problems;
import org.p2pvps.rest.security.AccessRule;

/** Describes what the filters make of an operation: roles, and the failures every caller may meet. */
final class OperationGuard {
    private static final Content PROBLEM = new Content()
            .addMediaType(
                    Problems.MEDIA_TYPE, new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));

    private OperationGuard() {}

    static void describe(Operation operation, Method method) {
        nameSuccess(operation.getResponses(), method);
        String area =
                method.getDeclaringClass().getAnnotation(Path.class).value().replace("/", "");
        operation.setTags(List.of(area));
        operation.setOperationId(area + "_" + method.getName());
        AccessRule rule = AccessRule.of(method);
        operation.addExtension("x-roles", rule.roles());
        require(operation, rule);
        failures(operation, method, rule).forEach((status, text) -> document(operation, status, text));
    }

    /** The reader calls a success it knows no status of "default". */
    private static void nameSuccess(ApiResponses responses, Method method) {
        ApiResponse success = responses.remove("default");
        if (success != null) {
            boolean empty = method.getReturnType() == void.class;
            responses.addApiResponse(empty ? "204" : "200", success.description(empty ? "Done" : "The answer"));
        }
    }

    private static void require(Operation operation, AccessRule rule) {
        if (rule.open()) {
            operation.setSecurity(List.of());
            return;
        }
        operation.addSecurityItem(new SecurityRequirement().addList(ApiDocument.BEARER));
        if (rule.roles().stream().anyMatch(role -> role != Role.DEVICE)) {
            operation.addSecurityItem(new SecurityRequirement().addList(ApiDocument.COOKIE));
        }
    }

    private static Map<String, String> failures(Operation operation, Method method, AccessRule rule) {
        Map<String, String> failures = new TreeMap<>(Map.of("503", "A service that is needed is not running"));
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(true);
            failures.put("400", "The body is malformed, or has a wrong or unknown field");
            failures.put("413", "The body is too large");
        }
        if (!rule.open()) {
            failures.put("401", "No token, or one that is not valid (any more)");
            failures.put("403", "Not for the caller's roles: " + rule.roles());
        }
        if (operation.getParameters() != null) {
            failures.put("404", "There is no such thing, or it is not the caller's");
        }
        if (method.isAnnotationPresent(RateLimited.class)) {
            failures.put(
                    "429",
                    "Too often: " + method.getAnnotation(RateLimited.class).perMinute() + " a minute");
        }
        return failures;
    }

    private static void document(Operation operation, String status, String text) {
        ApiResponses responses = operation.getResponses();
        if (!responses.containsKey(status)) {
            responses.addApiResponse(status, new ApiResponse().description(text).content(PROBLEM));
        }
    }
}
