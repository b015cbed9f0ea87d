package org.p2pvps.rest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import org.p2pvps.api.Secret;

/** Reads a secret from a JSON string. */
final class SecretDeserializer extends StdScalarDeserializer<Secret> {
    private static final long serialVersionUID = 1L;

    SecretDeserializer() {
        super(Secret.class);
    }

    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return new Secret(TextDeserializer.read(parser, context, Secret.class));
    }
}
