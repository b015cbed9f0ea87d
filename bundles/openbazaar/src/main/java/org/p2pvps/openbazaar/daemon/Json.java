package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** JSON as the daemon speaks it, read with distrust: what is missing or of another kind is a {@link DaemonException}. */
final class Json {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NAME = 1000;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,30}");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object or an array; anything else, and an empty body above all, is a failure of the daemon's. */
    static JsonNode parse(byte[] body) {
        JsonNode node = tree(body);
        if (node == null || !node.isContainerNode()) {
            throw DaemonException.nonsense(
                    body.length == 0
                            ? "an empty answer: the daemon failed and did nothing"
                            : "an answer that is not JSON, or cut off");
        }
        return node;
    }

    static boolean isRefusal(byte[] body) {
        return reason(body) != null;
    }

    /** What the daemon says is wrong; null if it does not say it in its way. */
    static String reason(byte[] body) {
        JsonNode node = tree(body);
        if (node == null || !node.isObject() || !node.path("reason").isTextual()) {
            return null;
        }
        return node.path("reason").textValue();
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    static JsonNode object(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        if (!node.isObject()) {
            throw DaemonException.nonsense("an answer without " + name);
        }
        return node;
    }

    static JsonNode array(JsonNode node, String what) {
        if (!node.isArray()) {
            throw DaemonException.nonsense("no list of " + what);
        }
        return node;
    }

    static String text(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw DaemonException.nonsense("an answer without " + name);
        }
        return node.textValue();
    }

    /** Empty if it is missing; control characters become spaces, except line breaks. */
    static String remark(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        return node.isTextual() ? node.textValue() : "";
    }

    static boolean flag(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        if (!node.isBoolean()) {
            throw DaemonException.nonsense("an answer without " + name);
        }
        return node.booleanValue();
    }

    /** A whole number, written as a number or as text. */
    static BigInteger whole(JsonNode node, String what) {
        String text = node.isTextual() ? node.textValue() : node.isIntegralNumber() ? node.asText() : "";
        if (!WHOLE.matcher(text).matches()) {
            throw DaemonException.nonsense(what + " is not a whole number");
        }
        return new BigInteger(text);
    }

    static Instant instant(JsonNode parent, String name) {
        try {
            return Instant.parse(text(parent, name));
        } catch (DateTimeParseException e) {
            throw DaemonException.nonsense(name + " is not a time");
        }
    }
}
