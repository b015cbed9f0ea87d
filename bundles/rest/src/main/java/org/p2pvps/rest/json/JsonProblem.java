package org.p2pvps.rest.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** Says what is wrong with a body, without the parser's words: those name classes. */
final class JsonProblem {
    private static final int MAX_SHOWN = 60;

    private JsonProblem() {}

    static ProblemException of(JsonProcessingException failure) {
        if (isMalformed(failure)) {
            return new ProblemException(
                    ErrorCode.BODY_MALFORMED, "The body is not well-formed JSON" + place(failure) + ".");
        }
        String field = fieldOf(failure);
        if (failure instanceof UnrecognizedPropertyException) {
            return new ProblemException(ErrorCode.FIELD_UNKNOWN, "There is no field '" + field + "' here.");
        }
        if (field.isEmpty()) {
            return new ProblemException(
                    ErrorCode.BODY_MALFORMED, reason(failure, "The body", "is not what is wanted here."));
        }
        return new ProblemException(
                ErrorCode.FIELD_INVALID,
                reason(failure, "The field '" + field + "'", "is missing or of a wrong type."));
    }

    private static boolean isMalformed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonParseException
                    || cause instanceof JsonEOFException
                    || cause instanceof StreamConstraintsException) {
                return true;
            }
        }
        return failure instanceof JsonMappingException mapping
                && mapping.getCause() == null
                && mapping.getPath().isEmpty()
                && mapping.getOriginalMessage().startsWith("No content");
    }

    private static String place(JsonProcessingException failure) {
        return failure.getLocation() == null
                ? ""
                : ", line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr();
    }

    /** The reason a record's own constructor gave, else {@code otherwise}. */
    private static String reason(JsonProcessingException failure, String subject, String otherwise) {
        Throwable cause = failure.getCause();
        boolean told = failure instanceof ValueInstantiationException
                && (cause instanceof IllegalArgumentException || cause instanceof ProblemException)
                && cause.getMessage() != null;
        return told ? subject + ": " + cause.getMessage() : subject + " " + otherwise;
    }

    private static String fieldOf(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        List<JsonMappingException.Reference> references = mapping.getPath();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return printable(path.toString());
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^\\p{Graph} ]", "?");
        return clean.length() > MAX_SHOWN ? clean.substring(0, MAX_SHOWN) + "..." : clean;
    }
}
