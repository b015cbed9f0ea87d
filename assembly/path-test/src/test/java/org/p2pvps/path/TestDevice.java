package org.p2pvps.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A device as its owner sees it. */
record TestDevice(String id, String key, String deviceFile, Person owner) {
    JsonNode show() {
        return owner.api().get("devices/" + id).must(200);
    }

    String state() {
        return show().get("state").asText();
    }

    int generation() {
        return show().get("generation").asInt();
    }

    void awaitState(Duration limit, String state) {
        Eventually.until(limit, () -> "device to be " + state + ": " + show(), () -> state().equals(state));
    }

    boolean listed() {
        return owner.api().list("listings").stream()
                .anyMatch(listing -> listing.get("deviceId").asText().equals(id));
    }

    void awaitListed(Duration limit) {
        Eventually.until(limit, () -> "device to be listed: " + show(), this::listed);
    }
}
