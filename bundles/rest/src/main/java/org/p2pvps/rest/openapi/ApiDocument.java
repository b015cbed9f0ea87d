package org.p2pvps.rest.openapi;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.PrimitiveType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.p2pvps.api.Secret;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Problem;
import org.p2pvps.rest.ApiServlet;

/** Makes the OpenAPI document. Swagger's classes are loaded when somebody asks for it, not before. */
final class ApiDocument {
    /** How a program signs its requests. */
    static final String BEARER = "bearer";

    /** How a browser does. */
    static final String COOKIE = "session";

    private ApiDocument() {}

    static String of(Collection<Class<?>> resources) {
        Set<Class<?>> ordered = new LinkedHashSet<>();
        resources.stream().sorted(Comparator.comparing(Class::getName)).forEach(ordered::add);
        return Json.pretty(new GuardedReader(frame()).document(ordered));
    }

    private static Schema<String> codes() {
        StringSchema schema = new StringSchema();
        Stream.of(ErrorCode.values()).map(ErrorCode::slug).forEach(schema::addEnumItem);
        return schema;
    }

    private static OpenAPI frame() {
        PrimitiveType.customClasses().put(Secret.class.getName(), PrimitiveType.STRING);
        Components components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(
                                        "A session (p2ps_...), an API token (p2pt_...) or a device key (p2pd_...)"))
                .addSecuritySchemes(
                        COOKIE,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name("p2pvps_session")
                                .description(
                                        "Set by signing in. Methods other than GET need the header X-P2PVPS: 1 too"));
        ModelConverters.getInstance().read(Problem.class).forEach(components::addSchemas);
        components.getSchemas().get("Problem").addProperty("code", codes());
        return new OpenAPI()
                .info(new Info()
                        .title("P2P VPS")
                        .version("1")
                        .description("Failures are problem documents (RFC 9457); branch on their code."))
                .addServersItem(new Server().url(ApiServlet.BASE))
                .components(components);
    }
}
