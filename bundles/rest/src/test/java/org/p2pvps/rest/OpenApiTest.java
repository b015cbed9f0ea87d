package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.rest.openapi.OpenApiResource;

class OpenApiTest {
    private final ProbeResource probe = new ProbeResource();
    private final ApiServer server = ApiServer.with(probe);

    @BeforeEach
    void publish() {
        server.publisher().addResource(new OpenApiResource(server.publications()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode document() {
        try {
            return new ObjectMapper().readTree(server.get("/openapi.json").body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void listsWhatIsPublished() {
        JsonNode document = document();
        assertThat(document.at("/openapi").asText()).startsWith("3.");
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("/api/v1");
        assertThat(document.get("paths").fieldNames())
                .toIterable()
                .contains("/probe", "/probe/{id}", "/probe/wait", "/openapi.json");
        assertThat(document.at("/paths/~1probe").fieldNames()).toIterable().containsExactlyInAnyOrder("get", "post");
        server.publisher().removeResource(probe);
        assertThat(document().get("paths").fieldNames()).toIterable().containsExactly("/openapi.json");
    }

    @Test
    void saysWhoMayCallWhat() {
        JsonNode owner = document().at("/paths/~1probe~1owner/get");
        assertThat(owner.at("/x-roles").toString()).isEqualTo("[\"OWNER\",\"ADMIN\"]");
        assertThat(owner.get("security").toString()).isEqualTo("[{\"bearer\":[]},{\"session\":[]}]");
        assertThat(owner.get("responses").fieldNames()).toIterable().contains("200", "401", "403", "503");
        JsonNode device = document().at("/paths/~1probe~1device/get");
        assertThat(device.get("security").toString()).isEqualTo("[{\"bearer\":[]}]");
        JsonNode open = document().at("/paths/~1probe~1open/get");
        assertThat(open.get("responses").fieldNames()).toIterable().doesNotContain("401", "403");
        assertThat(document().at("/components/securitySchemes").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("bearer", "session");
    }

    @Test
    void describesBodiesAndFailures() {
        JsonNode post = document().at("/paths/~1probe/post");
        assertThat(post.at("/requestBody/content/application~1json/schema/$ref").asText())
                .isEqualTo("#/components/schemas/Thing");
        assertThat(post.at("/requestBody/required").asBoolean()).isTrue();
        assertThat(post.get("responses").fieldNames()).toIterable().contains("400", "413");
        assertThat(post.at("/responses/400/content/application~1problem+json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Problem");
        JsonNode thing = document().at("/components/schemas/Thing/properties");
        assertThat(thing.at("/at/format").asText()).isEqualTo("date-time");
        assertThat(thing.at("/id/format").asText()).isEqualTo("uuid");
        assertThat(thing.at("/word/type").asText()).isEqualTo("string");
        assertThat(thing.at("/colour/enum").toString()).isEqualTo("[\"RED\",\"GREEN\"]");
        assertThat(document()
                        .at("/components/schemas/Problem/properties/code/enum")
                        .toString())
                .contains("\"field-invalid\"");
        JsonNode delete = document().at("/paths/~1probe~1{id}/delete/responses");
        assertThat(delete.fieldNames()).toIterable().contains("204", "404").doesNotContain("200", "default");
        assertThat(document().at("/paths/~1probe~1wait/get").has("requestBody")).isFalse();
        assertThat(document().at("/paths/~1probe~1often/get/responses").has("429"))
                .isTrue();
    }
}
