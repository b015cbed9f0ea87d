package org.p2pvps.rest.openapi;

import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ResolvedParameter;
import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.Produces;
import javax.ws.rs.container.Suspended;

/** Swagger's reader, which adds to each operation who may call it and how it can fail. */
final class GuardedReader extends Reader {
    private final Map<Operation, Method> methods = new IdentityHashMap<>();

    GuardedReader(OpenAPI frame) {
        super(frame);
    }

    /** The document of these classes. */
    OpenAPI document(Set<Class<?>> resources) {
        OpenAPI document = read(resources);
        methods.forEach(OperationGuard::describe);
        return document;
    }

    @Override
    protected Operation parseMethod(
            Class<?> type,
            Method method,
            List<Parameter> globalParameters,
            Produces methodProduces,
            Produces classProduces,
            Consumes methodConsumes,
            Consumes classConsumes,
            List<SecurityRequirement> classSecurityRequirements,
            Optional<ExternalDocumentation> classExternalDocs,
            Set<String> classTags,
            List<Server> classServers,
            boolean isSubresource,
            RequestBody parentRequestBody,
            ApiResponses parentResponses,
            JsonView jsonView,
            io.swagger.v3.oas.annotations.responses.ApiResponse[] classResponses,
            AnnotatedMethod annotatedMethod) {
        Operation operation = super.parseMethod(
                type,
                method,
                globalParameters,
                methodProduces,
                classProduces,
                methodConsumes,
                classConsumes,
                classSecurityRequirements,
                classExternalDocs,
                classTags,
                classServers,
                isSubresource,
                parentRequestBody,
                parentResponses,
                jsonView,
                classResponses,
                annotatedMethod);
        methods.put(operation, method);
        return operation;
    }

    /** A suspended response is the framework's business, no parameter. */
    @Override
    protected ResolvedParameter getParameters(
            Type type,
            List<Annotation> annotations,
            Operation operation,
            Consumes classConsumes,
            Consumes methodConsumes,
            JsonView jsonView) {
        return annotations.stream().anyMatch(Suspended.class::isInstance)
                ? new ResolvedParameter()
                : super.getParameters(type, annotations, operation, classConsumes, methodConsumes, jsonView);
    }
}
