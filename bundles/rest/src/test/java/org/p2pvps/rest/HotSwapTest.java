package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.rest.Answers.assertProblem;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.ws.rs.container.AsyncResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

@Timeout(60)
class HotSwapTest {
    private final ProbeResource probe = new ProbeResource();
    private final ApiServer server = ApiServer.with(probe);

    @AfterEach
    void stop() {
        probe.mayLeave.countDown();
        server.close();
    }

    private CompletableFuture<HttpResponse<String>> begin(String path) {
        return server.client().sendAsync(server.request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<CompletableFuture<HttpResponse<String>>> waiting(int count) {
        List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(begin("/probe/wait"));
        }
        Eventually.until(() -> probe.waiting().size() == count);
        return requests;
    }

    @Test
    void answersRequestsThatWaited() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> requests = waiting(300);
        assertThat(server.get("/probe").statusCode()).isEqualTo(200);
        probe.waiting().forEach(response -> response.resume(new ProbeResource.Who("late", "", "")));
        for (CompletableFuture<HttpResponse<String>> request : requests) {
            HttpResponse<String> answer = request.get(10, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body()).contains("late");
        }
        assertThat(server.publications().find("probe").orElseThrow().flights()).isZero();
    }

    @Test
    void codesAFailureAfterAWait() throws Exception {
        CompletableFuture<HttpResponse<String>> request = waiting(1).get(0);
        probe.waiting().remove().resume(new ProblemException(ErrorCode.GENERATION_VOID, "It is void."));
        assertProblem(request.get(10, TimeUnit.SECONDS), 409, "generation-void");
    }

    @Test
    void answersAtATimeout() throws Exception {
        CompletableFuture<HttpResponse<String>> request = waiting(1).get(0);
        AsyncResponse response = probe.waiting().remove();
        response.setTimeoutHandler(late -> late.resume(new ProbeResource.Who("timeout", "", "")));
        response.setTimeout(50, TimeUnit.MILLISECONDS);
        assertThat(request.get(10, TimeUnit.SECONDS).body()).contains("timeout");
    }

    @Test
    void endsWaitingRequestsWhenTheirResourceGoes() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> requests = waiting(50);
        server.publisher().removeResource(probe);
        for (CompletableFuture<HttpResponse<String>> request : requests) {
            HttpResponse<String> answer = request.get(10, TimeUnit.SECONDS);
            assertProblem(answer, 503, "service-missing");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        }
        assertThat(probe.waiting())
                .allSatisfy(response -> assertThat(response.resume("late")).isFalse());
    }

    @Test
    void letsRunningRequestsFinish() throws Exception {
        CompletableFuture<HttpResponse<String>> request = begin("/probe/slow");
        assertThat(probe.entered.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> withdrawal =
                CompletableFuture.runAsync(() -> server.publisher().removeResource(probe));
        Eventually.until(() -> server.get("/probe").statusCode() == 503);
        probe.mayLeave.countDown();
        withdrawal.get(10, TimeUnit.SECONDS);
        assertThat(request.get(10, TimeUnit.SECONDS).body()).isEqualTo("\"done\"");
    }

    @Test
    void doesNotBlameAResourceThatLostItsGround() throws Exception {
        CompletableFuture<HttpResponse<String>> request = begin("/probe/orphan");
        assertThat(probe.entered.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> withdrawal =
                CompletableFuture.runAsync(() -> server.publisher().removeResource(probe));
        Eventually.until(() -> server.get("/probe").statusCode() == 503);
        probe.mayLeave.countDown();
        withdrawal.get(10, TimeUnit.SECONDS);
        assertProblem(request.get(10, TimeUnit.SECONDS), 503, "service-missing");
    }

    @Test
    void publishesAgainAndAgain() {
        for (int round = 0; round < 30; round++) {
            server.publisher().removeResource(probe);
            assertProblem(server.get("/probe"), 503, "service-missing");
            server.publisher().addResource(probe);
            assertThat(server.get("/probe").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void keepsTheFirstOfTwoWithOneArea() {
        server.publisher().addResource(new ProbeResource());
        assertThat(server.get("/probe").statusCode()).isEqualTo(200);
    }
}
