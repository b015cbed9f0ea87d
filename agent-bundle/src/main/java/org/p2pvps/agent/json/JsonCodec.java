package org.p2pvps.agent.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Records to JSON and back. Fields it does not know are passed over: a newer server may send some. */
public final class JsonCodec {
    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The record's JSON, UTF-8. */
    public byte[] write(Object record) {
        try {
            return mapper.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a record for JSON: " + record.getClass(), e);
        }
    }

    /**
     * @throws MalformedJsonException if the text is not JSON or not of this type; its message never shows the text itself,
     *     which may be secret
     */
    public <T> T read(byte[] json, Class<T> type) throws MalformedJsonException {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new MalformedJsonException("it is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException(placeOf(e));
        } catch (IOException e) {
            throw new MalformedJsonException("it can't be read");
        }
    }

    private static String placeOf(JsonProcessingException e) {
        return e.getLocation() == null
                ? "a value has the wrong form"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator to, SerializerProvider context) throws IOException {
            to.writeString(value.toString());
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser from, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(from.getText());
            } catch (DateTimeException e) {
                throw context.weirdStringException("", Instant.class, "not an instant");
            }
        }
    }
}
