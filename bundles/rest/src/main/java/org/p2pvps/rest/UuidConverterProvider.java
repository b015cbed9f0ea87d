package org.p2pvps.rest;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;
import javax.ws.rs.ext.ParamConverter;
import javax.ws.rs.ext.ParamConverterProvider;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** Reads ids in paths. What is no id is the id of nothing: not found. */
final class UuidConverterProvider implements ParamConverterProvider {
    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> rawType, Type genericType, Annotation[] annotations) {
        return rawType == UUID.class ? (ParamConverter<T>) new UuidConverter() : null;
    }

    private static final class UuidConverter implements ParamConverter<UUID> {
        @Override
        public UUID fromString(String value) {
            if (value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                return UUID.fromString(value);
            }
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing: an id is a UUID.");
        }

        @Override
        public String toString(UUID value) {
            return value.toString();
        }
    }
}
