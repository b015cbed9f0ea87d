package org.p2pvps.openbazaar.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;

/** The client against every exchange that a seller had with real daemons of both generations. */
class RecordingsTest {
    private static final int SELLERS_EXCHANGES = 167;
    private static final AtomicInteger REPLAYED = new AtomicInteger();
    private static final AtomicInteger BY_HAND = new AtomicInteger();

    private final RecordedDaemon recorded;
    private final DaemonHttp http;

    RecordingsTest() throws java.io.IOException {
        recorded = new RecordedDaemon();
        http = recorded.http();
    }

    @AfterEach
    void stop() {
        recorded.close();
    }

    @AfterAll
    static void report() {
        System.out.println("figure openbazaar_exchanges_replayed " + REPLAYED + " count");
        System.out.println("figure openbazaar_exchanges_by_typed_calls " + (REPLAYED.get() - BY_HAND.get()) + " count");
    }

    @Test
    void noExchangeIsMissing() {
        assertThat(sellers()).hasSize(SELLERS_EXCHANGES);
    }

    @TestFactory
    Stream<DynamicTest> repeatsWhatSellersDid() {
        return sellers().stream().map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> replay(exchange)));
    }

    private static List<Exchange> sellers() {
        return Exchange.all().stream()
                .filter(exchange -> exchange.node().equals("vendor"))
                .toList();
    }

    private void replay(Exchange exchange) {
        recorded.expect(exchange);
        SellerCalls calls = new SellerCalls(http, exchange);
        if (exchange.status() == 200 && exchange.answer().length > 0) {
            checkResult(exchange, calls.make());
        } else if (exchange.label().equals("listing-get-missing")) {
            assertThat(calls.make()).isEqualTo(false);
        } else {
            assertThatThrownBy(calls::make)
                    .isInstanceOfSatisfying(DaemonException.class, failure -> checkFailure(exchange, failure));
        }
        assertThat(recorded.method() + " " + recorded.path()).isEqualTo(exchange.method() + " " + exchange.path());
        if (!exchange.label().endsWith("-badjson")
                && !(exchange.request() != null && exchange.request().isTextual())) {
            assertThat(recorded.body()).isEqualTo(exchange.asked());
        }
        REPLAYED.incrementAndGet();
        if (calls.isByHand()) {
            BY_HAND.incrementAndGet();
        }
    }

    private static void checkResult(Exchange exchange, Object result) {
        assertThat(result).isNotNull();
        if (result instanceof SaleOrder order) {
            assertThat(order.state().name())
                    .isEqualTo(exchange.response().path("state").asText());
            assertThat(order.contact()).isEqualTo("bob@example.test");
            assertThat(order.total().currency()).isEqualTo("TBTC");
            assertThat(order.total().units())
                    .isEqualTo(order.unitPrice().units().multiply(order.charged()));
        }
        if (result instanceof Readings<?> readings) {
            assertThat(readings.faults()).isEmpty();
            assertThat(readings.items()).isNotEmpty();
        }
    }

    private static void checkFailure(Exchange exchange, DaemonException failure) {
        Kind expected =
                exchange.answer().length == 0 ? Kind.NONSENSE : exchange.status() == 404 ? Kind.MISSING : Kind.REFUSED;
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(expected);
        if (exchange.response().isObject()) {
            assertThat(failure)
                    .hasMessageContaining(exchange.response().path("reason").asText());
        }
    }
}
