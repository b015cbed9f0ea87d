package org.p2pvps.rest.problem;

import java.io.IOException;
import javax.servlet.http.HttpServletResponse;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rest.json.JsonFormat;

/** Answers with a problem where no resource could. */
public final class ProblemPage {
    private final JsonFormat json = new JsonFormat();
    private final Problems problems;

    /** With the seconds after which a missing service is worth another try. */
    public ProblemPage(int retryAfterSeconds) {
        problems = new Problems(retryAfterSeconds);
    }

    /** Answers, unless an answer is on its way already. */
    public void write(HttpServletResponse response, ErrorCode code, String detail) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.write(Problems.of(code, detail));
        response.resetBuffer();
        response.setStatus(code.status());
        response.setContentType(Problems.MEDIA_TYPE);
        response.setContentLength(body.length);
        problems.retryAfter(code).ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        response.getOutputStream().write(body);
    }
}
