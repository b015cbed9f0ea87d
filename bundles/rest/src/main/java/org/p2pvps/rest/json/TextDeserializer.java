package org.p2pvps.rest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads text: JSON strings only, and none that a database or an answer in UTF-8 could not hold. */
final class TextDeserializer extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    TextDeserializer() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return read(parser, context, String.class);
    }

    static String read(JsonParser parser, DeserializationContext context, Class<?> wanted) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(wanted, parser);
        }
        String text = parser.getText();
        if (text.codePoints().anyMatch(TextDeserializer::isUnfit)) {
            return (String) context.handleWeirdStringValue(wanted, text, "not text");
        }
        return text;
    }

    /** NUL, and halves of surrogate pairs. */
    private static boolean isUnfit(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
