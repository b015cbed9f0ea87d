package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is refused with a code, and changes nothing. */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(6)
final class BadInputIT {
    private static final String JSON = "application/json";

    private final Server server;
    private final Person owner;
    private final Person stranger;
    private final TestDevice device;

    BadInputIT(World world) {
        this.server = world.server();
        this.owner = Person.signUp(server.api(), "oskar");
        this.stranger = Person.signUp(server.api(), "stine");
        this.device = owner.addDevice("Desk Pi");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | devices | {\"name\": | 400 body-malformed",
                "POST | devices | [] | 400 body-malformed",
                "POST | devices | {\"name\":\"x\",\"description\":\"\",\"hourlyRate\":{\"amount\":1,\"currency\":\"EUR\"},\"purpose\":\"FOR_RENT\",\"colour\":\"red\"} | 400 field-unknown",
                "POST | devices | {\"name\":\"x\",\"description\":\"\",\"hourlyRate\":{\"amount\":-1,\"currency\":\"EUR\"},\"purpose\":\"FOR_RENT\"} | 400 field-invalid",
                "POST | devices | {\"name\":\"x\",\"description\":\"\",\"hourlyRate\":{\"amount\":\"much\",\"currency\":\"EUR\"},\"purpose\":\"FOR_RENT\"} | 400 field-invalid",
                "POST | devices | {\"name\":\"x\",\"description\":\"\",\"hourlyRate\":{\"amount\":1,\"currency\":\"euro\"},\"purpose\":\"FOR_RENT\"} | 400 field-invalid",
                "POST | devices | {\"name\":\"x\",\"description\":\"\",\"hourlyRate\":{\"amount\":1,\"currency\":\"EUR\"},\"purpose\":\"FOR_FUN\"} | 400 field-invalid",
                "POST | devices | {\"name\":\"\",\"description\":\"\",\"hourlyRate\":{\"amount\":1,\"currency\":\"EUR\"},\"purpose\":\"FOR_RENT\"} | 400 field-invalid",
                "POST | tokens | {\"name\":\"x\",\"days\":-3} | 400 field-invalid",
                "GET | devices/not-a-uuid | '' | 404 not-found",
                "GET | nowhere | '' | 404 not-found",
                "PUT | devices | {} | 405 method-not-allowed"
            })
    void refuses(String method, String path, String body, String problem) {
        int before = owner.api().list("devices").size();
        assertThat(owner.api().send(method, path, JSON, body).problem()).isEqualTo(problem);
        assertThat(owner.api().list("devices")).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({"0", "-5", "8785", "1000000000000", "1.5", "\"many\"", "null"})
    void refusesImpossibleHours(String hours) {
        String body = "{\"deviceId\":\"%s\",\"hours\":%s,\"sshKeys\":[]}".formatted(device.id(), hours);
        assertThat(stranger.api().send("POST", "orders", JSON, body).status()).isEqualTo(400);
        assertThat(stranger.api().list("orders")).isEmpty();
    }

    @Test
    void refusesToRentWhatIsNotReady() {
        Map<String, Object> order = Map.of("deviceId", device.id(), "hours", 1, "sshKeys", new String[0]);
        assertThat(stranger.api().post("orders", order).problem()).isEqualTo("409 device-not-available");
    }

    @Test
    void hidesForeignThings() {
        String path = "devices/" + device.id();
        assertThat(stranger.api().get(path).problem()).isEqualTo("404 not-found");
        assertThat(stranger.api().delete(path).problem()).isEqualTo("404 not-found");
        assertThat(stranger.api().post(path + "/key", Map.of()).problem()).isEqualTo("404 not-found");
        assertThat(stranger.api().get("rentals/" + UUID.randomUUID()).problem()).isEqualTo("404 not-found");
    }

    @Test
    void keepsAdminsThingsToAdmins() {
        for (String path : new String[] {"accounts", "tunnels", "sites", "mails"}) {
            assertThat(owner.api().get(path).problem()).as(path).isEqualTo("403 forbidden");
            assertThat(server.api().get(path).problem()).as(path).isEqualTo("401 sign-in-required");
        }
    }

    @Test
    void refusesSessionsThatAreNone() {
        Api api = server.api().as("p2ps_" + "A".repeat(43));
        assertThat(api.get("devices").status()).isEqualTo(401);
        Api signedOut = Person.signUp(server.api(), "sue").api();
        signedOut.delete("sessions/current").must(204);
        assertThat(signedOut.get("devices").problem()).startsWith("401 ");
    }

    @Test
    void refusesOversizedBodies() {
        String body = "{\"name\":\"" + "x".repeat(3_000_000) + "\"}";
        assertThat(owner.api().send("POST", "devices", JSON, body).problem()).isEqualTo("413 body-too-large");
    }

    @Test
    void refusesOtherMediaTypes() {
        assertThat(owner.api().send("POST", "devices", "text/xml", "<device/>").problem())
                .isEqualTo("415 media-type-unsupported");
    }

    @Test
    void servesItsOwnDescription() {
        assertThat(server.api().get("openapi.json").must(200).get("paths").has("/devices"))
                .isTrue();
        assertThat(server.api().get("health").must(200).get("status").asText()).isEqualTo("UP");
    }
}
