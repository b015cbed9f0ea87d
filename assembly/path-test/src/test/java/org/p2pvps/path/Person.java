package org.p2pvps.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody with an account: an owner, a renter, or both. */
record Person(String email, Api api) {
    static Person signUp(Api anybody, String name) {
        String email = name + "@p2pvps.test";
        String password = "correct horse " + name + " 7!";
        anybody.post("accounts", Map.of("email", email, "name", name, "password", password))
                .must(201);
        return new Person(email, anybody.signedIn(email, password));
    }

    /** Adds a device that is for rent at 5 cents an hour. */
    TestDevice addDevice(String name) {
        return addDevice(name, 5, "EUR");
    }

    TestDevice addDevice(String name, long hourlyRate, String currency) {
        JsonNode added = api.post(
                        "devices",
                        Map.of(
                                "name",
                                name,
                                "description",
                                "A computer in a test",
                                "hourlyRate",
                                Map.of("amount", hourlyRate, "currency", currency),
                                "purpose",
                                "FOR_RENT"))
                .must(201);
        return new TestDevice(
                added.get("device").get("id").asText(),
                added.get("deviceKey").asText(),
                added.get("deviceFile").toString(),
                this);
    }

    /** Orders a device for some hours; not paid yet. */
    JsonNode order(TestDevice device, int hours, String... sshKeys) {
        return api.post("orders", Map.of("deviceId", device.id(), "hours", hours, "sshKeys", List.of(sshKeys)))
                .must(201);
    }

    /** As an owner: confirms that the money for an order came. */
    Answer confirmPayment(JsonNode order) {
        return api.post("invoices/" + order.get("id").asText() + "/payment", Map.of("amount", order.get("total")));
    }

    JsonNode order(String id) {
        return api.get("orders/" + id).must(200);
    }

    JsonNode rental(String id) {
        return api.get("rentals/" + id).must(200);
    }

    /** This renter's rental of an order that was paid. */
    JsonNode rentalOf(JsonNode order) {
        String id = Eventually.get(Duration.ofSeconds(10), "the rental of an order", () -> Optional.of(
                        order(order.get("id").asText()).path("rentalId").asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null")));
        return rental(id);
    }

    Login login(JsonNode rental) {
        return Login.of(
                api.get("rentals/" + rental.get("id").asText() + "/credentials").must(200));
    }

    Answer end(JsonNode rental) {
        return api.post("rentals/" + rental.get("id").asText() + "/end", Map.of());
    }
}
