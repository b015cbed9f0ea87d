package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.rest.health.HealthResource;

class HealthTest {
    private final ProbeResource probe = new ProbeResource();
    private final ApiServer server = ApiServer.with(probe);
    private final HealthResource health = new HealthResource(server.publications(), new FixedConfig());

    @BeforeEach
    void publish() {
        server.publisher().addResource(health);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static AccountStore store(BooleanSupplier hasAdmin) {
        return (AccountStore) Proxy.newProxyInstance(
                HealthTest.class.getClassLoader(),
                new Class<?>[] {AccountStore.class},
                (proxy, method, arguments) -> hasAdmin.getAsBoolean());
    }

    @Test
    void namesWhatIsMissing() {
        health.setAccounts(store(() -> true));
        HttpResponse<String> answer = server.get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"status\":\"DEGRADED\"")
                .contains("{\"name\":\"database\",\"up\":true,\"detail\":\"\"}")
                .contains("{\"name\":\"probing\",\"up\":true,\"detail\":\"\"}")
                .contains("{\"name\":\"laggard\",\"up\":false,\"detail\":\"missing: late\"}");
    }

    @Test
    void isNotWellWithoutItsDatabase() {
        HttpResponse<String> absent = server.get("/health");
        assertThat(absent.statusCode()).isEqualTo(503);
        assertThat(absent.body()).contains("\"database\",\"up\":false,\"detail\":\"not running\"");
        health.setAccounts(store(() -> {
            throw new IllegalStateException("jdbc:secret");
        }));
        HttpResponse<String> broken = server.get("/health");
        assertThat(broken.statusCode()).isEqualTo(503);
        assertThat(broken.body()).contains("does not answer").doesNotContain("jdbc");
    }
}
