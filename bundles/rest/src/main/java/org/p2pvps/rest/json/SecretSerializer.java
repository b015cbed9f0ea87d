package org.p2pvps.rest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.p2pvps.api.Secret;

/** Refuses to write a secret: an answer that is meant to hold one holds its text. */
final class SecretSerializer extends StdSerializer<Secret> {
    private static final long serialVersionUID = 1L;

    SecretSerializer() {
        super(Secret.class);
    }

    @Override
    public void serialize(Secret value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        throw JsonMappingException.from(generator, "a secret in an answer");
    }
}
