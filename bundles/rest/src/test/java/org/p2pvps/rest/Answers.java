package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** What tests say of answers. */
final class Answers {
    private Answers() {}

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":" + status, "\"code\":\"" + code + "\"", "\"type\":\"about:blank\"");
    }
}
