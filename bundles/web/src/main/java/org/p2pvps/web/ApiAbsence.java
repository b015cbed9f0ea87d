package org.p2pvps.web;

import java.io.IOException;
import javax.servlet.http.HttpServletResponse;
import org.p2pvps.protocol.ErrorCode;

/** Answers for the API while the bundle that publishes it is away, so that nobody takes a page for an answer of the API. */
final class ApiAbsence {
    private static final String API = "/api";
    private static final String CURRENT_API = "/api/v1";

    boolean concerns(String path) {
        return isUnder(API, path);
    }

    void answer(String path, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (isUnder(CURRENT_API, path)) {
            response.setHeader("Retry-After", "2");
            problem(ErrorCode.SERVICE_MISSING, "Service Unavailable", "The API is being updated.", response);
        } else {
            problem(ErrorCode.NOT_FOUND, "Not Found", "The API is at /api/v1.", response);
        }
    }

    /** The texts are constants without anything to escape. */
    private static void problem(ErrorCode code, String title, String detail, HttpServletResponse response)
            throws IOException {
        response.setStatus(code.status());
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .printf(
                        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}",
                        title, code.status(), code.slug(), detail);
    }

    private static boolean isUnder(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
