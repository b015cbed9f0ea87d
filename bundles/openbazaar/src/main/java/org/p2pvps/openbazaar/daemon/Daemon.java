package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;

/**
 * A store's daemon, as its seller talks to it. Every call may fail with {@link DaemonException}; one that changes something and
 * fails otherwise than {@link DaemonException#didNothing()} may have happened all the same.
 */
public final class Daemon {
    private static final int SHORT = 1 << 20;
    /** An order carries its contract, and a dispute a copy of it. */
    private static final int ORDER = 4 << 20;
    /** Some tens of thousands of listings or sales; the server's heap is small. */
    private static final int LIST = 24 << 20;

    private final DaemonHttp http;
    private final Dialect dialect;
    private final OfferWriter offers;
    private final SaleReader sales;

    public Daemon(DaemonHttp http, Dialect dialect) {
        this.http = http;
        this.dialect = dialect;
        this.offers = new OfferWriter(dialect);
        this.sales = new SaleReader(dialect);
    }

    /** Who the daemon is, and which coins its wallet holds. */
    public record Identity(String peerId, List<String> coins) {}

    public Identity identity() {
        JsonNode answer = http.get("/ob/config", SHORT);
        return new Identity(SaleReader.id(answer, "peerID"), texts(answer.path("wallets")));
    }

    /** Uploads an image. Doing it again gives the same hashes. */
    public ImageHashes upload(String filename, byte[] image) {
        ArrayNode body = Json.object().putArray("images");
        body.addObject()
                .put("filename", filename)
                .put("image", Base64.getEncoder().encodeToString(image));
        JsonNode answer = Json.array(http.send("POST", "/ob/images", body, SHORT), "images");
        JsonNode hashes = Json.object(answer.path(0), "hashes");
        return new ImageHashes(
                Json.text(answer.path(0), "filename"),
                Json.text(hashes, "large"),
                Json.text(hashes, "medium"),
                Json.text(hashes, "original"),
                Json.text(hashes, "small"),
                Json.text(hashes, "tiny"));
    }

    /** Puts up a new listing; {@code REFUSED} with 409 if its slug is taken. */
    public String create(ListingOffer offer) {
        return Json.text(http.send("POST", "/ob/listing", offers.write(offer), SHORT), "slug");
    }

    /** Replaces a listing, its stock included; {@code MISSING} if it is not there. Its hash changes. */
    public void replace(ListingOffer offer) {
        command("PUT", "/ob/listing", offers.write(offer));
    }

    /** Takes a listing down; {@code MISSING} if it is not there. */
    public void delete(String slug) {
        command("DELETE", "/ob/listing/" + word(slug), null);
    }

    /** The store's whole index, what expired included. */
    public Readings<IndexedListing> listings() {
        Readings.Collector<IndexedListing> index = new Readings.Collector<>(this::indexed);
        Json.entries(http.fetch("GET", "/ob/listings", null, LIST), null, index, (field, value) -> {});
        return index.read();
    }

    private IndexedListing indexed(JsonNode node) {
        return new IndexedListing(
                Json.text(node, "slug"), Json.remark(node, "hash"), Json.remark(node, "title"), price(node));
    }

    /** Other people's listings have prices of other kinds. */
    private Amount price(JsonNode node) {
        try {
            return dialect.indexPrice(Json.object(node, "price"));
        } catch (DaemonException e) {
            return null;
        }
    }

    /** Whether a listing is there, by itself and not by the index. */
    public boolean has(String slug) {
        try {
            Json.object(http.get("/ob/listing/" + word(slug), SHORT), "listing");
            return true;
        } catch (DaemonException e) {
            if (e.kind() == Kind.MISSING) {
                return false;
            }
            throw e;
        }
    }

    /** What is left of each listing; -1 for one without limit. */
    public Map<String, BigInteger> inventory() {
        Map<String, BigInteger> read = new HashMap<>();
        Json.entries(
                http.fetch("GET", "/ob/inventory/", null, LIST),
                "",
                entry -> {},
                (slug, stock) -> read.put(slug, Json.whole(stock.path("inventory"), "inventory")));
        return read;
    }

    /** Every order there ever was. The daemon leaves the list away when it is empty. */
    public Readings<Sale> sales() {
        return sales(http.fetch("GET", "/ob/sales", null, LIST));
    }

    /** The orders in some states, newest first. */
    public Readings<Sale> sales(Set<SaleState> states, int limit) {
        ObjectNode body = Json.object();
        ArrayNode wanted = body.putArray("states");
        states.stream().sorted().forEach(state -> wanted.add(state.ordinal()));
        body.put("searchTerm", "")
                .put("sortByAscending", false)
                .put("sortByRead", false)
                .put("limit", limit)
                .putArray("exclude");
        return sales(http.fetch("POST", "/ob/sales", body, LIST));
    }

    private Readings<Sale> sales(Body answer) {
        Readings.Collector<Sale> list = new Readings.Collector<>(sales::sale);
        ObjectNode rest = Json.object();
        Json.entries(answer, "sales", list, rest::set);
        Readings<Sale> read = list.read();
        BigInteger count = Json.whole(rest.path("queryCount"), "queryCount");
        if (read.items().isEmpty() && read.faults().isEmpty() && count.signum() != 0) {
            throw DaemonException.nonsense("sales were counted, and none is listed");
        }
        return read;
    }

    /** One order; {@code MISSING} if there is none of that id. Reading it marks it as read. */
    public SaleOrder order(String orderId) {
        return sales.order(orderId, http.get("/ob/order/" + word(orderId), ORDER));
    }

    /** Accepts or declines an order that is PENDING; declining pays the buyer back. */
    public void confirm(String orderId, boolean reject) {
        command("POST", "/ob/orderconfirmation", about(orderId).put("reject", reject));
    }

    /**
     * Delivers. What is delivered cannot be taken back or sent twice.
     *
     * @param slug of the ordered listing; null to leave it to the daemon
     * @param deliveries what the buyer gets; empty for a note alone
     */
    public void fulfil(String orderId, String slug, List<Delivery> deliveries, String note) {
        ObjectNode body = about(orderId);
        if (slug != null) {
            body.put("slug", slug);
        }
        if (!deliveries.isEmpty()) {
            ArrayNode list = body.putArray("digitalDelivery");
            deliveries.forEach(delivery -> list.addObject()
                    .put("url", delivery.url())
                    .put("password", delivery.password().value()));
        }
        if (note != null) {
            body.put("note", note);
        }
        command("POST", "/ob/orderfulfillment", body);
    }

    /** Pays all back. Only before the fulfilment. */
    public void refund(String orderId) {
        command("POST", "/ob/refund", about(orderId));
    }

    /** Asks the moderator to rule; only moderated orders, after the fulfilment. */
    public void openDispute(String orderId, String claim) {
        command("POST", "/ob/opendispute", about(orderId).put("claim", claim));
    }

    /** Takes what a ruling gave us. Its answer does not mean that the network took the transaction. */
    public void releaseFunds(String orderId) {
        command("POST", "/ob/releasefunds", about(orderId));
    }

    /** Takes the money of a moderated order whose time in escrow is up; 401 before that. */
    public void releaseEscrow(String orderId) {
        command("POST", "/ob/releaseescrow", about(orderId));
    }

    /** Says something to a buyer about an order. */
    public String chat(String peerId, String orderId, String message) {
        ObjectNode body =
                Json.object().put("peerId", peerId).put("subject", orderId).put("message", message);
        return Json.text(http.send("POST", "/ob/chat", body, SHORT), "messageId");
    }

    /** What was said about an order, newest first, {@code limit} lines at most. */
    public List<ChatMessage> chatMessages(String peerId, String orderId, int limit) {
        String path =
                "/ob/chatmessages/" + word(peerId) + "?subject=" + word(orderId) + "&limit=" + limit + "&offsetId=";
        List<ChatMessage> read = new ArrayList<>();
        for (JsonNode node : Json.array(http.get(path, ORDER), "messages")) {
            read.add(new ChatMessage(
                    Json.text(node, "messageId"),
                    Json.flag(node, "outgoing"),
                    Json.remark(node, "message"),
                    Json.instant(node, "timestamp")));
        }
        return read;
    }

    /** The moderators that the daemon knows. */
    public List<String> moderators() {
        return texts(Json.array(http.get("/ob/moderators", SHORT), "moderators"));
    }

    /** Pays out of the wallet; the transaction's id. */
    public String spend(Spending spending) {
        return Json.text(http.send("POST", "/wallet/spend", dialect.spending(spending), SHORT), "txid");
    }

    /** What went in and out of the wallet with this text in its memo: how a payment is found after a crash. */
    public boolean hasSpent(String coin, String memo) {
        AtomicBoolean found = new AtomicBoolean();
        Json.entries(
                http.fetch("GET", "/wallet/transactions/" + word(coin), null, LIST),
                "transactions",
                node -> found.compareAndSet(false, memo.equals(Json.remark(node, "memo"))),
                (field, value) -> {});
        return found.get();
    }

    private void command(String method, String path, ObjectNode body) {
        JsonNode answer = http.send(method, path, body, SHORT);
        if (!answer.isObject() || answer.has("success")) {
            throw DaemonException.nonsense("an answer that neither agrees nor refuses");
        }
    }

    private static ObjectNode about(String orderId) {
        return Json.object().put("orderId", orderId);
    }

    private static List<String> texts(JsonNode list) {
        List<String> read = new ArrayList<>();
        list.forEach(node -> read.add(node.asText()));
        return read;
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
