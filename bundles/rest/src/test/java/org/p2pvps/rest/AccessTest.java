package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.rest.Answers.assertProblem;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.account.Role;

class AccessTest {
    private static final String ID = "/probe/00000000-0000-0000-0000-00000000000a";

    private final ProbeResource probe = new ProbeResource();
    private final FakeAuthenticator people = new FakeAuthenticator("p2ps_", "p2pt_");
    private final FakeAuthenticator devices = new FakeAuthenticator("p2pd_");
    private ApiServer server = open(new FixedConfig());

    private ApiServer open(RestConfig config) {
        ApiServer opened = ApiServer.with(config, probe);
        people.let("p2ps_owner", "Olga", Role.OWNER, Role.RENTER);
        people.let("p2pt_renter", "Rita", Role.RENTER);
        devices.let("p2pd_pi", "pi", Role.DEVICE);
        opened.authenticators().add(people);
        opened.authenticators().add(devices);
        return opened;
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> getAs(String token, String path) {
        return server.get(path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> delete(String... headers) {
        return server.send(server.request(ID).DELETE().headers(headers));
    }

    @Test
    void asksStrangersToSignIn() {
        HttpResponse<String> answer = server.get("/probe/owner");
        assertProblem(answer, 401, "sign-in-required");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"p2pvps\"");
        assertProblem(getAs("nonsense", "/probe/owner"), 401, "sign-in-required");
        assertProblem(server.get("/probe/owner", "Authorization", "Basic eDp5"), 401, "sign-in-required");
        assertProblem(getAs("p2ps_stale", "/probe/owner"), 401, "session-expired");
    }

    @Test
    void tellsTheResourceWhoCalls() {
        HttpResponse<String> answer = getAs("p2ps_owner", "/probe/owner");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Olga");
        assertThat(server.get("/probe/owner", "Authorization", "bearer p2ps_owner")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsEachToTheirRoles() {
        assertProblem(getAs("p2pt_renter", "/probe/owner"), 403, "forbidden");
        assertProblem(getAs("p2pd_pi", "/probe/owner"), 403, "forbidden");
        assertProblem(getAs("p2ps_owner", "/probe/device"), 403, "forbidden");
        assertThat(getAs("p2pd_pi", "/probe/device").statusCode()).isEqualTo(200);
    }

    @Test
    void deniesWhereNothingIsSaid() {
        assertProblem(getAs("p2ps_owner", "/probe/closed"), 403, "forbidden");
        assertProblem(server.get("/probe/closed"), 401, "sign-in-required");
    }

    @Test
    void wantsTheHeaderWithTheCookie() {
        assertProblem(delete("Cookie", "p2pvps_session=p2ps_owner"), 403, "csrf-header-missing");
        assertProblem(delete("Cookie", "p2pvps_session=p2ps_owner", "X-P2PVPS", "0"), 403, "csrf-header-missing");
        assertThat(probe.calls()).isZero();
        assertThat(delete("Cookie", "a=b; p2pvps_session=p2ps_owner", "X-P2PVPS", "1")
                        .statusCode())
                .isEqualTo(204);
        assertThat(delete("Authorization", "Bearer p2ps_owner").statusCode()).isEqualTo(204);
        assertThat(probe.calls()).isEqualTo(2);
        assertThat(server.get("/probe/owner", "Cookie", "p2pvps_session=p2ps_owner")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsGuestsInWhereAnyoneMay() {
        assertThat(server.get("/probe/open").body()).contains("guest");
        assertThat(getAs("p2ps_owner", "/probe/open").body()).contains("Olga");
        assertThat(server.get("/probe/open", "Cookie", "p2pvps_session=p2ps_stale")
                        .body())
                .contains("guest");
        assertProblem(getAs("p2ps_stale", "/probe/open"), 401, "session-expired");
    }

    @Test
    void saysThatTheAuthenticatorIsMissing() {
        server.authenticators().remove(people);
        assertProblem(getAs("p2ps_owner", "/probe/owner"), 503, "service-missing");
        assertThat(getAs("p2ps_owner", "/probe/open").body()).contains("guest");
        assertThat(getAs("p2pd_pi", "/probe/device").statusCode()).isEqualTo(200);
    }

    @Test
    void hidesAnAuthenticatorsFailure() {
        people.failWith(new IllegalStateException("jdbc"));
        HttpResponse<String> answer = getAs("p2ps_owner", "/probe/owner");
        assertProblem(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("jdbc");
    }

    @Test
    void limitsTheRateOfAnAddress() {
        server.close();
        server = open(new FixedConfig(65536, true, 2000, "127.0.0.1"));
        for (int call = 0; call < 3; call++) {
            assertThat(server.get("/probe/often").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = server.get("/probe/often");
        assertProblem(refused, 429, "rate-limited");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("20");
        assertThat(server.get("/probe/often", "X-Forwarded-For", "198.51.100.7").statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesTheWordOfTrustedProxiesOnly() {
        String[] forwarded = {"X-Forwarded-Proto", "https"};
        assertThat(server.get("/probe/open", forwarded).body()).contains("http://127.0.0.1");
        server.close();
        server = open(new FixedConfig(65536, true, 2000, "10.0.0.0/8, 127.0.0.0/8"));
        assertThat(server.get("/probe/open", forwarded).body()).contains("https://127.0.0.1");
    }

    @Test
    void knowsItsBaseAddress() {
        HttpRequest.Builder request = server.request("/probe/open");
        assertThat(server.send(request).body()).contains("http://127.0.0.1:" + server.port() + "/api/v1\"");
    }
}
