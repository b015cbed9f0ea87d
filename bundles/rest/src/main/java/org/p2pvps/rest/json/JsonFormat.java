package org.p2pvps.rest.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Instant;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.protocol.ErrorCode;

/**
 * The API's JSON. Reading takes a value only if it is of the very type that is wanted, each name once, and no name that is
 * unknown; a member that is missing or null is null, which a primitive can't be.
 */
public final class JsonFormat {
    private static final int MAX_NESTING = 20;
    private static final int MAX_TYPES = 200;
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_NUMBER_LENGTH = 40;

    private final ObjectMapper mapper = JsonMapper.builder(factory())
            .typeFactory(TypeFactory.defaultInstance()
                    .withCache((LookupCache<Object, JavaType>) new LRUMap<Object, JavaType>(16, MAX_TYPES)))
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .withCoercionConfigDefaults(coercion -> refuse(coercion, CoercionInputShape.EmptyString))
            .withCoercionConfig(LogicalType.Textual, JsonFormat::refuseScalars)
            .withCoercionConfig(LogicalType.Boolean, JsonFormat::refuseScalars)
            .withCoercionConfig(LogicalType.Enum, JsonFormat::refuseNumbers)
            .addModule(types())
            .build();

    /**
     * Reads one JSON value.
     *
     * @throws ProblemException with {@code body-malformed}, {@code field-unknown} or {@code field-invalid}
     */
    public Object read(byte[] json, Type type) {
        JavaType javaType = mapper.constructType(type);
        try {
            Object value = mapper.readerFor(javaType).readValue(json);
            if (value == null) {
                throw new ProblemException(ErrorCode.BODY_MALFORMED, "The body is null.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonProblem.of(e);
        } catch (IOException e) {
            throw new ProblemException(ErrorCode.BODY_MALFORMED, "The body is not JSON in UTF-8.");
        }
    }

    /** Writes a value, in UTF-8. */
    public byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Can't be written as JSON: " + value.getClass(), e);
        }
    }

    private static JsonFactory factory() {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxNameLength(MAX_NAME_LENGTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .build();
        return JsonFactory.builder().streamReadConstraints(constraints).build();
    }

    private static SimpleModule types() {
        return new SimpleModule()
                .addDeserializer(String.class, new TextDeserializer())
                .addDeserializer(Secret.class, new SecretDeserializer())
                .addSerializer(Secret.class, new SecretSerializer())
                .addDeserializer(Instant.class, new InstantDeserializer())
                .addSerializer(Instant.class, new InstantSerializer());
    }

    private static void refuseScalars(MutableCoercionConfig coercion) {
        refuseNumbers(coercion);
        refuse(coercion, CoercionInputShape.String);
        refuse(coercion, CoercionInputShape.Boolean);
    }

    private static void refuseNumbers(MutableCoercionConfig coercion) {
        refuse(coercion, CoercionInputShape.EmptyString);
        refuse(coercion, CoercionInputShape.Integer);
        refuse(coercion, CoercionInputShape.Float);
    }

    private static void refuse(MutableCoercionConfig coercion, CoercionInputShape shape) {
        coercion.setCoercion(shape, CoercionAction.Fail);
    }
}
