package org.p2pvps.rest.problem;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rest.ApiRequest;

/** Turns every failure into a problem document. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private final Problems problems;

    /** With the seconds after which a missing service is worth another try. */
    public ProblemMapper(int retryAfterSeconds) {
        problems = new Problems(retryAfterSeconds);
    }

    @Override
    public Response toResponse(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof ProblemException problem) {
            return answer(problem.code(), problem.getMessage()).build();
        }
        if (cause instanceof WebApplicationException web) {
            return ofStatus(web);
        }
        return unforeseen(cause);
    }

    /** What a resource fails with after its bundle was stopped is no fault of its own. */
    private Response unforeseen(Throwable cause) {
        if (ApiRequest.of(JAXRSUtils.getCurrentMessage()).isOrphaned()) {
            return answer(ErrorCode.SERVICE_MISSING, "The service was stopped. Ask again soon.")
                    .build();
        }
        return answer(ErrorCode.INTERNAL, IncidentLog.record(cause)).build();
    }

    private Response ofStatus(WebApplicationException failure) {
        Response response = failure.getResponse();
        return switch (response.getStatus()) {
            case 400 -> answer(ErrorCode.FIELD_INVALID, "A parameter is wrong.").build();
            case 401 -> answer(ErrorCode.SIGN_IN_REQUIRED, "Sign in first.").build();
            case 403 -> answer(ErrorCode.FORBIDDEN, "You may not do this.").build();
            case 404 -> answer(ErrorCode.NOT_FOUND, "There is no such thing.").build();
            case 405 ->
                answer(ErrorCode.METHOD_NOT_ALLOWED, "This can't be done here.")
                        .header(HttpHeaders.ALLOW, response.getHeaderString(HttpHeaders.ALLOW))
                        .build();
            case 406 ->
                answer(ErrorCode.NOT_ACCEPTABLE, "It is not to be had in a type you accept.")
                        .build();
            case 413 ->
                answer(ErrorCode.BODY_TOO_LARGE, "The body is too large.").build();
            case 415 ->
                answer(ErrorCode.MEDIA_TYPE_UNSUPPORTED, "Send application/json.")
                        .build();
            default -> response.getStatus() < 400 ? response : unforeseen(failure);
        };
    }

    private Response.ResponseBuilder answer(ErrorCode code, String detail) {
        Response.ResponseBuilder response =
                Response.status(code.status()).type(Problems.MEDIA_TYPE).entity(Problems.of(code, detail));
        problems.retryAfter(code).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        if (code.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"p2pvps\"");
        }
        return response;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && isWrapper(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof Fault
                || failure instanceof InvocationTargetException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException
                || (failure instanceof WebApplicationException && failure.getCause() instanceof ProblemException);
    }
}
