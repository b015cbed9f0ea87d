package org.p2pvps.openbazaar.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.Secret;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;
import org.p2pvps.openbazaar.standin.StandIn;
import org.p2pvps.openbazaar.standin.Store;

/** The stand-in does what real daemons were recorded to do. */
class StandInTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SLUG = "raspberry-pi-4-vps-17-per-hour";
    /** What no seller of rentals needs, so that the stand-in does without. */
    private static final Set<String> LEFT_OUT = Set.of(
            "inventory-slug",
            "notifications",
            "notifications-filter",
            "notif-offline",
            "conversations",
            "markread",
            "balance",
            "transactions",
            "estimate",
            "buyer-sees-profile",
            "case",
            "cases",
            "blocknode",
            "unblock",
            "exrate",
            "currency",
            "purchases",
            "fee",
            "ratings",
            "resend",
            "mnr",
            "bulkprices",
            "bulkcur",
            "moderators-profile",
            "listing-expired-get");

    /** What came before these answers was not recorded. */
    private static final Set<String> FULFILLED_UNSEEN = Set.of("v0.14-0353", "v0.14-0415");

    private final StandIn standIn;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> ids = new HashMap<>();

    StandInTest() throws IOException {
        standIn = new StandIn(0, "", "");
        ids.put("QmYUuguACF8NFnyr4mez7xMqPfYjRKeashYt2HcNcvoQWU", Store.VENDOR);
        ids.put("QmUxyDDQN2VwuU6STZqeHs4Crnj9d3LEiV7rrMWg7Yu8Hu", Store.BUYER);
        ids.put("QmX2UsCmS6PHG6uA91JJeqWkCAU6hoSLbFnKDiEiSTjJse", Store.MODERATOR);
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
    }

    @Test
    void answersAsRealDaemonsDid() throws Exception {
        List<Exchange> exchanges = new ArrayList<>();
        Exchange.V14.forEach(file -> exchanges.addAll(Exchange.of(file)));
        int compared = 0;
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!LEFT_OUT.contains(exchange.label())) {
                happenBefore(exchange);
                JsonNode answer = ask(exchange);
                boolean stillMoving = exchange.label().equals("order-state")
                        && i + 1 < exchanges.size()
                        && exchanges.get(i + 1).label().equals("order-state");
                compare(exchange, answer, stillMoving);
                compared++;
            }
        }
        System.out.println("figure openbazaar_standin_exchanges_compared " + compared + " count");
        assertThat(compared).isGreaterThan(200);
    }

    @Test
    void refusesWrongCredentialsInPlainText() throws Exception {
        try (StandIn guarded = new StandIn(0, "admin", "secret")) {
            URI url = URI.create("http://127.0.0.1:" + guarded.port());
            DaemonSettings settings = new DaemonSettings(url, "", Duration.ofSeconds(20));
            Daemon wrong = new Daemon(
                    new DaemonHttp(settings, () -> Optional.of(DaemonCredential.basic("admin", new Secret("x")))),
                    Dialect.V0_14);
            Daemon right = new Daemon(
                    new DaemonHttp(settings, () -> Optional.of(DaemonCredential.basic("admin", new Secret("secret")))),
                    Dialect.V0_14);

            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(DaemonException.class, wrong::identity)
                            .kind())
                    .isEqualTo(Kind.FORBIDDEN);
            assertThat(right.identity().coins()).containsExactly("TBTC");
            assertThat(right.sales().items()).isEmpty();
        }
    }

    @Test
    void wakesThroughTheWebsocketAndForgetsWhatWasMissed() throws Exception {
        URI url = URI.create("http://127.0.0.1:" + standIn.port());
        DaemonHttp http = new DaemonHttp(new DaemonSettings(url, "", Duration.ofSeconds(20)), Optional::empty);
        CountDownLatch woken = new CountDownLatch(1);
        try (WakeUpCalls calls = new WakeUpCalls(http, woken::countDown)) {
            calls.keepOpen(20_000);
            standIn.store().mine(1);

            assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void happenBefore(Exchange exchange) {
        switch (exchange.label()) {
            case "purchase-stale-hash" -> replace("100000", "1000");
            case "releaseescrow" -> standIn.store().escrowOver(true);
            case "releaseescrow-early" -> standIn.store().escrowOver(false);
            case "purchase-expired" -> {
                sellSoon();
                standIn.store().expire("soon");
            }
            case "purchase-store-off" -> standIn.store().vendor(false);
            case "purchase-offline-accept" -> {
                standIn.store().vendor(true);
                standIn.store().online(false);
            }
            default -> {
                if (exchange.file().startsWith("v0.14-04") && exchange.number() == 3) {
                    String id = exchange.path().substring("/ob/order/".length());
                    send(
                            "POST",
                            "/buyer/ob/opendispute",
                            "{\"orderId\":\"" + ids.get(id) + "\",\"claim\":\"vps down\"}");
                }
                if (FULFILLED_UNSEEN.contains(exchange.file().substring(0, 8) + exchange.number())) {
                    String id = exchange.path().substring("/ob/order/".length());
                    send("POST", "/ob/orderfulfillment", "{\"orderId\":\"" + ids.get(id) + "\"}");
                }
                boolean backOnline = exchange.file().startsWith("v0.14-05") && exchange.number() == 18;
                boolean block = exchange.file().startsWith("v0.14-06") && exchange.number() == 0;
                if (backOnline || block) {
                    standIn.store().online(true);
                }
                if (block) {
                    standIn.store().mine(1);
                }
            }
        }
    }

    private void replace(String price, String stock) {
        ObjectNode listing = standIn.store().listing(SLUG).deepCopy();
        ids.put("stale", standIn.store().hash(SLUG));
        ((ObjectNode) listing.path("item")).put("bigPrice", price);
        ((ObjectNode) listing.path("item").path("skus").path(0)).put("bigQuantity", stock);
        send("PUT", "/ob/listing", listing.toString());
    }

    private void sellSoon() {
        ObjectNode listing = standIn.store().listing(SLUG).deepCopy();
        send("POST", "/ob/listing", listing.put("slug", "soon").toString());
    }

    private JsonNode ask(Exchange exchange) throws IOException {
        String prefix = exchange.node().equals("vendor") ? "" : "/" + exchange.node();
        String path = translated(exchange.path()).replaceAll("/Qm[A-Za-z0-9]+(?=/[a-z])", "");
        String body = exchange.request() == null ? "" : translated(request(exchange));
        HttpResponse<String> response = send(exchange.method(), prefix + path, body);
        assertThat(response.statusCode()).as(exchange.name()).isEqualTo(exchange.status());
        return response.body().isEmpty() ? MAPPER.getNodeFactory().textNode("") : MAPPER.readTree(response.body());
    }

    private String request(Exchange exchange) {
        if (exchange.request().has("items")) {
            ObjectNode body = exchange.request().deepCopy();
            String hash = exchange.label().equals("purchase-stale-hash")
                    ? ids.get("stale")
                    : standIn.store().hash(exchange.label().equals("purchase-expired") ? "soon" : SLUG);
            ((ObjectNode) body.path("items").path(0)).put("listingHash", hash);
            return body.toString();
        }
        return exchange.asked();
    }

    private String translated(String text) {
        String result = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            result = result.replace(id.getKey(), id.getValue());
        }
        return result;
    }

    private static String reason(JsonNode answer) {
        return answer.path("reason").asText().replaceAll("tx \\S+ needs", "tx needs");
    }

    private void compare(Exchange exchange, JsonNode answer, boolean stillMoving) {
        JsonNode recorded = exchange.response();
        assertThat(reason(answer)).as(exchange.name()).isEqualTo(reason(recorded));
        assertThat(answer.getNodeType()).as(exchange.name()).isEqualTo(recorded.getNodeType());
        if (recorded.has("paymentAddress") && recorded.has("orderId")) {
            ids.put(recorded.path("orderId").asText(), answer.path("orderId").asText());
            ids.put(
                    recorded.path("paymentAddress").asText(),
                    answer.path("paymentAddress").asText());
            assertThat(answer.path("amount").path("amount"))
                    .isEqualTo(recorded.path("amount").path("amount"));
        }
        if (recorded.has("contract") && exchange.node().equals("vendor") && !stillMoving) {
            assertThat(answer.path("state").asText())
                    .as(exchange.name())
                    .isEqualTo(recorded.path("state").asText());
            sameWords(exchange.name(), recorded, answer);
        }
    }

    /** As far as our client looks: what it reads of the one it must read of the other. */
    private static void sameWords(String name, JsonNode recorded, JsonNode answer) {
        SaleReader reader = new SaleReader(Dialect.V0_14);
        SaleOrder real = reader.order(
                recorded.at("/contract/vendorOrderConfirmation/orderID").asText("x"), recorded);
        SaleOrder ours = reader.order(
                answer.at("/contract/vendorOrderConfirmation/orderID").asText("x"), answer);
        assertThat(ours.slug()).as(name).isEqualTo(real.slug());
        assertThat(ours.total()).as(name).isEqualTo(real.total());
        assertThat(ours.quantity()).as(name).isEqualTo(real.quantity());
        assertThat(ours.moderated()).as(name).isEqualTo(real.moderated());
        assertThat(ours.contact()).as(name).isEqualTo(real.contact());
        assertThat(ours.memo()).as(name).isEqualTo(real.memo());
        assertThat(ours.delivered().size()).as(name).isEqualTo(real.delivered().size());
        assertThat(ours.dispute() == null).as(name).isEqualTo(real.dispute() == null);
        assertThat(ours.ruling() == null).as(name).isEqualTo(real.ruling() == null);
        assertThat(ours.accepted()).as(name).isEqualTo(real.accepted());
        assertThat(ours.refundTransaction().isEmpty())
                .as(name)
                .isEqualTo(real.refundTransaction().isEmpty());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + standIn.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
