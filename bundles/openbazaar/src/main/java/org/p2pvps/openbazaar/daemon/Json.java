package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** JSON as the daemon speaks it, read with distrust: what is missing or of another kind is a {@link DaemonException}. */
final class Json {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NAME = 1000;
    /** In one piece of an answer, and in all of it. */
    private static final int MOST_TOKENS = 100_000;

    private static final int MOST_TOKENS_IN_ALL = 4_000_000;
    private static final int LONGEST_REFUSAL = 1 << 16;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,30}");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNameLength(LONGEST_NAME)
                            .maxTokenCount(MOST_TOKENS_IN_ALL)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
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
    static JsonNode parse(Body body) {
        JsonNode node = tree(body);
        if (node == null || !node.isContainerNode()) {
            throw unreadable(body);
        }
        return node;
    }

    static boolean isRefusal(Body body) {
        return reason(body) != null;
    }

    /** What the daemon says is wrong; null if it does not say it in its way. */
    static String reason(Body body) {
        JsonNode node = body.length() > LONGEST_REFUSAL ? null : tree(body);
        if (node == null || !node.isObject() || !node.path("reason").isTextual()) {
            return null;
        }
        return node.path("reason").textValue();
    }

    private static JsonNode tree(Body body) {
        try (JsonParser parser = new PatientParser(MAPPER.createParser(body.open()))) {
            JsonNode node = MAPPER.readTree(parser);
            return parser.nextToken() == null ? node : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Reads a long list one entry at a time, so that never more than one of them is in memory.
     *
     * @param name of the list within the answer; null if it is the answer
     * @param rest gets what else is in the answer
     */
    static void entries(Body body, String name, Consumer<JsonNode> entry, BiConsumer<String, JsonNode> rest) {
        try (PatientParser parser = new PatientParser(MAPPER.createParser(body.open()))) {
            JsonToken first = parser.nextToken();
            if (name == null && first == JsonToken.START_ARRAY) {
                entries(parser, entry);
            } else if (name != null && first == JsonToken.START_OBJECT) {
                fields(parser, name, entry, rest);
            } else {
                throw unreadable(body);
            }
            if (parser.nextToken() != null) {
                throw unreadable(body);
            }
        } catch (IOException e) {
            throw unreadable(body);
        }
    }

    private static void fields(
            PatientParser parser, String name, Consumer<JsonNode> entry, BiConsumer<String, JsonNode> rest)
            throws IOException {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (!seen.add(field)) {
                throw DaemonException.nonsense("an answer that says " + cut(field) + " twice");
            }
            if (parser.nextToken() == JsonToken.START_ARRAY && field.equals(name)) {
                entries(parser, entry);
            } else {
                parser.patience(MOST_TOKENS);
                rest.accept(field, MAPPER.readTree(parser));
            }
        }
    }

    private static void entries(PatientParser parser, Consumer<JsonNode> entry) throws IOException {
        parser.patience(MOST_TOKENS);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            entry.accept(MAPPER.readTree(parser));
            parser.patience(MOST_TOKENS);
        }
    }

    private static DaemonException unreadable(Body body) {
        return DaemonException.nonsense(
                body.isEmpty()
                        ? "an empty answer: the daemon failed and did nothing"
                        : "an answer that is not JSON, or cut off");
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40);
    }

    /** Gives up when one piece has too many parts: a tree takes many times the memory of its text. */
    private static final class PatientParser extends JsonParserDelegate {
        private int left = MOST_TOKENS;

        PatientParser(JsonParser parser) {
            super(parser);
        }

        void patience(int tokens) {
            left = tokens;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            if (--left < 0) {
                throw new StreamConstraintsException("too many parts");
            }
            return super.nextToken();
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

    /** How many; 0 for what can't be a count. */
    static int count(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        return node.isIntegralNumber() && node.canConvertToInt() ? Math.max(0, node.intValue()) : 0;
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
