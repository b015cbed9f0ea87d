package org.p2pvps.path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An answer of the REST API. */
record Answer(int status, String contentType, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + this, e);
        }
    }

    /** The answer's JSON, if it has the status it must have. */
    JsonNode must(int wanted) {
        if (status != wanted) {
            throw new AssertionError("Wanted " + wanted + ", got " + this);
        }
        return text.isBlank() ? JSON.nullNode() : json();
    }

    /** The status and the problem's code, as in {@code 409 device-rented}; the status alone if it is no problem. */
    String problem() {
        return contentType.startsWith("application/problem+json")
                ? status + " " + json().path("code").asText()
                : status + " (" + contentType + ")";
    }
}
