package org.p2pvps.openbazaar.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The store behind the stand-in: listings, stock, orders, wallet, chat, and the chain they are on. */
public final class Store {
    public static final String VENDOR = "QmVendorVendorVendorVendorVendorVendorVendor1";
    public static final String BUYER = "QmBuyerBuyerBuyerBuyerBuyerBuyerBuyerBuyerBu1";
    public static final String MODERATOR = "QmModModModModModModModModModModModModModMod1";
    /** What of a dispute's money neither buyer nor vendor gets. */
    public static final int TAKEN_BY_OTHERS = 12_000;

    private static final int MODERATOR_FEE = 9_868;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final BigInteger FEE = BigInteger.valueOf(2290);
    private static final int LONGEST_MESSAGE = 20_000;
    /** What a wallet that is still catching up says of a transaction at height 565. */
    private static final long WRAPPED = 4294966732L;

    private final Consumer<JsonNode> tell;
    private final Map<String, Listing> listings = new TreeMap<>();
    private final Map<String, PlacedOrder> orders = new LinkedHashMap<>();
    private final List<ObjectNode> chat = new ArrayList<>();
    private final List<ObjectNode> spendings = new ArrayList<>();
    private final AtomicLong serial = new AtomicLong(1000);
    private ObjectNode profile;
    private ObjectNode settings;
    private long height = 553;
    private boolean online = true;
    private String customer = BUYER;
    private boolean catchingUp;
    private boolean escrowOver;

    Store(Consumer<JsonNode> tell) {
        this.tell = tell;
    }

    private static final class Listing {
        ObjectNode body;
        String hash;
        BigInteger stock;
    }

    /** An order, and what happened to it. */
    private static final class PlacedOrder {
        String id;
        String state = "AWAITING_PAYMENT";
        String address;
        boolean offline;
        boolean read;
        boolean stockTaken;
        ObjectNode contract;
        BigInteger total;
        BigInteger quantity;
        String slug;
        String moderator;
        String buyer;
        Instant placedAt = Instant.now();
        final List<ObjectNode> transactions = new ArrayList<>();

        BigInteger paidIn() {
            return transactions.stream()
                    .map(node -> new BigInteger(node.path("bigValue").asText()))
                    .filter(value -> value.signum() > 0)
                    .reduce(BigInteger.ZERO, BigInteger::add);
        }

        boolean funded() {
            return paidIn().compareTo(total) >= 0;
        }
    }

    // --- the world around

    /** Blocks are found: transactions confirm, and offline orders that were paid show up as PENDING. */
    public synchronized void mine(int blocks) {
        height += blocks;
        for (PlacedOrder order : orders.values()) {
            for (ObjectNode transaction : order.transactions) {
                if (transaction.path("height").asLong() == 0) {
                    transaction.put("height", height - blocks + 1);
                }
            }
            if (online && order.offline && order.state.equals("AWAITING_PAYMENT") && order.funded()) {
                order.state = "PENDING";
                notify("order", order);
            }
        }
        tell.accept(MAPPER.createObjectNode()
                .set("walletUpdate", MAPPER.createObjectNode().put("height", height)));
    }

    /** The store's node leaves the network or comes back; what was ordered meanwhile waits for a block. */
    public synchronized void online(boolean now) {
        online = now;
    }

    /** Who buys from now on. */
    public synchronized void customer(String peerId) {
        customer = peerId;
    }

    /** A wallet that is catching up counts confirmations below zero. */
    public synchronized void catchingUp(boolean now) {
        catchingUp = now;
    }

    /** Whether the time in escrow is up, after which a seller takes the money without asking. */
    public synchronized void escrowOver(boolean now) {
        escrowOver = now;
    }

    /** Whether the store takes orders at all, as its profile says. */
    public synchronized void vendor(boolean sells) {
        profile.put("vendor", sells);
    }

    /** Time passes for one listing. */
    public synchronized void expire(String slug) {
        ((ObjectNode) listings.get(slug).body.path("metadata")).put("expiry", "2020-01-01T00:00:00.000Z");
    }

    /** The moderator rules: so many percent for the buyer. */
    public synchronized void rule(String orderId, int buyerPercentage) {
        rule(MAPPER.createObjectNode()
                .put("orderId", orderId)
                .put("resolution", "split")
                .put("buyerPercentage", buyerPercentage)
                .put("vendorPercentage", 100 - buyerPercentage));
    }

    /** Whether somebody took what a ruling gave. */
    public synchronized boolean isReleased(String orderId) {
        return order(orderId).contract.has("disputeAcceptance");
    }

    public synchronized String claim(String orderId) {
        return order(orderId).contract.at("/dispute/claim").asText();
    }

    public synchronized String stateOf(String orderId) {
        return order(orderId).state;
    }

    public synchronized void state(String orderId, String state) {
        order(orderId).state = state;
    }

    public synchronized List<String> slugs() {
        return List.copyOf(listings.keySet());
    }

    public synchronized BigInteger stock(String slug) {
        return listings.get(slug).stock;
    }

    public synchronized JsonNode listing(String slug) {
        return listings.get(slug).body.deepCopy();
    }

    public synchronized String hash(String slug) {
        return listings.get(slug).hash;
    }

    public synchronized List<JsonNode> spendings() {
        return List.copyOf(spendings);
    }

    /** What was delivered for an order, as its buyer sees it. */
    public synchronized JsonNode delivered(String orderId) {
        return order(orderId).contract.path("vendorOrderFulfillment").deepCopy();
    }

    /** A buyer orders; the order's id. */
    public synchronized String buy(String slug, long hours, String contact, String memo, boolean moderated) {
        ObjectNode item = MAPPER.createObjectNode()
                .put("listingHash", listings.get(slug).hash)
                .put("bigQuantity", Long.toString(hours))
                .put("memo", memo);
        ObjectNode body = MAPPER.createObjectNode()
                .put("moderator", moderated ? MODERATOR : "")
                .put("alternateContactInfo", contact)
                .put("paymentCoin", "TBTC");
        body.putArray("items").add(item);
        return purchase(body).path("orderId").asText();
    }

    /** The buyer pays all, unconfirmed as yet. */
    public synchronized void pay(String orderId) {
        pay(orderId, order(orderId).total);
    }

    public synchronized void pay(String orderId, BigInteger amount) {
        receive(order(orderId), amount);
    }

    /** One transaction that pays two orders, each at its own address. */
    public synchronized void payTogether(String first, String second) {
        String transaction = id("tx");
        for (String order : List.of(first, second)) {
            receive(order(order), order(order).total, transaction);
        }
    }

    /** The buyer asks the moderator. */
    public synchronized void dispute(String orderId, String claim) {
        dispute("buyer", MAPPER.createObjectNode().put("orderId", orderId).put("claim", claim));
    }

    // --- the API

    synchronized JsonNode call(String node, String method, String path, Map<String, String> query, JsonNode body) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        String call = method + " " + path;
        if (call.startsWith("GET /ob/order/")) {
            return orderAnswer(order(last), node);
        }
        if (call.startsWith("GET /ob/orders")) {
            throw new Refusal(404, "Order not found");
        }
        if (call.startsWith("GET /ob/listings")) {
            return index();
        }
        if (call.startsWith("GET /ob/inventory")) {
            return inventory();
        }
        if (call.startsWith("GET /ob/listing/")) {
            return wrapped(listing404(last));
        }
        if (call.startsWith("DELETE /ob/listing/")) {
            listing404(last);
            listings.remove(last);
            return published();
        }
        if (call.startsWith("PUT /ob/listing")) {
            listing404(body.path("slug").asText());
            return put((ObjectNode) body);
        }
        if (call.startsWith("GET /ob/chatmessages/")) {
            return messages(last, query.getOrDefault("subject", ""));
        }
        if (call.startsWith("GET /ob/status/")) {
            return MAPPER.createObjectNode().put("status", "online");
        }
        if (call.startsWith("GET /wallet/transactions/")) {
            ObjectNode answer = MAPPER.createObjectNode().put("count", spendings.size());
            spendings.forEach(answer.putArray("transactions")::add);
            return answer;
        }
        return switch (call) {
            case "GET /ob/config" -> {
                ObjectNode answer = MAPPER.createObjectNode()
                        .put("peerID", VENDOR)
                        .put("testnet", false)
                        .put("tor", false);
                answer.putArray("wallets").add("TBTC");
                yield answer;
            }
            case "POST /ob/profile" -> profile(node, (ObjectNode) body);
            case "PATCH /ob/profile" -> patched(profile, body);
            case "POST /ob/settings" -> settings((ObjectNode) body);
            case "GET /ob/settings" -> settings;
            case "PATCH /ob/settings" -> patched(settings, body);
            case "POST /ob/images" -> images(body);
            case "POST /ob/listing" -> create((ObjectNode) body);
            case "GET /ob/sales" -> sales(List.of(), Integer.parseInt(query.getOrDefault("limit", "-1")));
            case "POST /ob/sales" ->
                sales(states(body.path("states")), body.path("limit").asInt());
            case "GET /ob/moderators" -> MAPPER.createArrayNode().add(MODERATOR);
            case "GET /ob/notifications" ->
                MAPPER.createObjectNode()
                        .put("total", 0)
                        .put("unread", 0)
                        .set("notifications", MAPPER.createArrayNode());
            case "POST /ob/purchase" -> purchase(body);
            case "POST /ob/orderconfirmation" -> confirm(body);
            case "POST /ob/orderfulfillment" -> fulfil(body);
            case "POST /ob/refund" -> refund(body);
            case "POST /ob/opendispute" -> dispute(node, body);
            case "POST /ob/closedispute" -> rule(body);
            case "POST /ob/releasefunds" -> release(node, body);
            case "POST /ob/releaseescrow" -> releaseEscrow(body);
            case "POST /ob/ordercompletion" -> complete(body);
            case "POST /ob/ordercancel" -> cancel(body);
            case "POST /ob/chat" -> say(node, body);
            case "POST /wallet/spend" -> spend(node, body);
            default -> throw new Refusal(404, "Not Found");
        };
    }

    private JsonNode profile(String node, ObjectNode body) {
        if (!node.equals("vendor")) {
            return body;
        }
        if (profile != null) {
            throw new Refusal(409, "Profile already exists. Use PUT.");
        }
        profile = body;
        return body;
    }

    private JsonNode settings(ObjectNode body) {
        if (settings != null) {
            throw new Refusal(409, "Settings is already set. Use PUT.");
        }
        settings = body;
        return body;
    }

    private static JsonNode patched(ObjectNode node, JsonNode body) {
        node.setAll((ObjectNode) body);
        return MAPPER.createObjectNode();
    }

    private static JsonNode images(JsonNode body) {
        ArrayNode answer = MAPPER.createArrayNode();
        for (JsonNode image : body) {
            String hash =
                    "Qm" + Integer.toHexString(image.path("image").asText().hashCode());
            ObjectNode hashes = answer.addObject()
                    .put("filename", image.path("filename").asText())
                    .putObject("hashes");
            List.of("large", "medium", "original", "small", "tiny").forEach(size -> hashes.put(size, hash + size));
        }
        return answer;
    }

    // --- listings

    private JsonNode create(ObjectNode body) {
        String slug = body.path("slug").asText();
        if (slug.isEmpty()) {
            slug = slugOf(body.path("item").path("title").asText());
            for (int i = 1; listings.containsKey(slug); i++) {
                slug = slug.replaceAll("\\d*$", "") + i;
            }
            body.put("slug", slug);
        } else if (listings.containsKey(slug)) {
            throw new Refusal(409, "Listing already exists. Use PUT.");
        }
        put(body);
        return MAPPER.createObjectNode().put("slug", slug);
    }

    private static String slugOf(String title) {
        return title.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    private JsonNode put(ObjectNode body) {
        validate(body);
        Listing listing = new Listing();
        listing.body = body;
        listing.hash = id("Qm");
        JsonNode sku = body.path("item").path("skus").path(0);
        listing.stock =
                sku.has("bigQuantity") ? new BigInteger(sku.path("bigQuantity").asText()) : BigInteger.ONE.negate();
        listings.put(body.path("slug").asText(), listing);
        return published();
    }

    private JsonNode published() {
        tell.accept(MAPPER.createObjectNode().put("status", "publishing"));
        tell.accept(MAPPER.createObjectNode().put("status", "publish complete"));
        return MAPPER.createObjectNode();
    }

    private static void validate(JsonNode body) {
        String prefix = "validate sellable listing (" + body.path("slug").asText() + "): ";
        JsonNode metadata = body.path("metadata");
        JsonNode item = body.path("item");
        if (!List.of("SERVICE", "DIGITAL_GOOD", "PHYSICAL_GOOD")
                .contains(metadata.path("contractType").asText())) {
            throw new Refusal(
                    500,
                    "unknown value '" + metadata.path("contractType").asText()
                            + "' for enum Listing_Metadata_ContractType");
        }
        if (item.path("bigPrice").isNumber()) {
            throw new Refusal(500, "json: cannot unmarshal number into Go value of type string");
        }
        withinLimits(prefix, body);
        if (!metadata.has("expiry")) {
            throw new Refusal(500, prefix + "missing required field: Expiry");
        }
        if (!item.has("priceCurrency")) {
            throw new Refusal(500, prefix + "unknown currency");
        }
        if (expired(body)) {
            throw new Refusal(500, prefix + "listing expiration must be in the future");
        }
        if (item.path("images").isEmpty()) {
            throw new Refusal(500, prefix + "listing must contain at least one image");
        }
        if (new BigInteger(item.path("bigPrice").asText()).signum() == 0) {
            throw new Refusal(500, prefix + "zero price listings are not allowed");
        }
    }

    /** Lengths are in bytes. Read in the daemon's source, except for those that were recorded. */
    private static void withinLimits(String prefix, JsonNode body) {
        JsonNode item = body.path("item");
        atMost(70, body.path("slug"), prefix + "slug is longer than the max of 70");
        atMost(140, item.path("title"), prefix + "title is longer than the max of 140 characters");
        atMost(50_000, item.path("description"), prefix + "description is longer than the max of 50000 characters");
        atMost(70, item.path("processingTime"), prefix + "processing time length must be less than the max of 70");
        for (JsonNode sku : item.path("skus")) {
            atMost(40, sku.path("productID"), prefix + "product ID length must be less than the max of 40");
        }
        if (item.path("tags").size() > 10) {
            throw new Refusal(500, prefix + "number of tags exceeds the max of 10");
        }
        for (JsonNode tag : item.path("tags")) {
            atMost(40, tag, prefix + "tags must be less than max of 40");
            if (tag.asText().isEmpty()) {
                throw new Refusal(500, prefix + "tags must not be empty");
            }
        }
        atMost(
                10_000,
                body.path("termsAndConditions"),
                prefix + "terms and conditions length must be less than the max");
        atMost(10_000, body.path("refundPolicy"), prefix + "refund policy length must be less than the max of 10000");
    }

    private static void atMost(int bytes, JsonNode text, String reason) {
        if (text.asText().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > bytes) {
            throw new Refusal(500, reason);
        }
    }

    private static boolean expired(JsonNode body) {
        return Instant.parse(body.path("metadata").path("expiry").asText()).isBefore(Instant.now());
    }

    private JsonNode listing404(String slug) {
        Listing listing = listings.get(slug);
        if (listing == null) {
            throw new Refusal(404, "Listing not found.");
        }
        return listing.body;
    }

    private static JsonNode wrapped(JsonNode listing) {
        return MAPPER.createObjectNode().set("listing", listing);
    }

    private JsonNode index() {
        ArrayNode index = MAPPER.createArrayNode();
        for (Listing listing : listings.values()) {
            JsonNode item = listing.body.path("item");
            ObjectNode entry = index.addObject()
                    .put("slug", listing.body.path("slug").asText())
                    .put("hash", listing.hash)
                    .put("title", item.path("title").asText());
            entry.putObject("price")
                    .put("amount", item.path("bigPrice").asText())
                    .set("currency", item.path("priceCurrency"));
            entry.set("moderators", listing.body.path("moderators"));
        }
        return index;
    }

    private JsonNode inventory() {
        ObjectNode answer = MAPPER.createObjectNode();
        listings.forEach((slug, listing) -> answer.putObject(slug)
                .put("inventory", listing.stock.toString())
                .put("lastUpdated", Instant.now().toString()));
        return answer;
    }

    // --- buying

    private JsonNode purchase(JsonNode body) {
        JsonNode item = body.path("items").path(0);
        String hash = item.path("listingHash").asText();
        Listing listing = listings.values().stream()
                .filter(found -> found.hash.equals(hash))
                .findFirst()
                .orElse(null);
        if (profile != null && !profile.path("vendor").asBoolean(true)) {
            throw new Refusal(
                    500,
                    "vendor rejected order, reason: the vendor turned his store off and is not accepting orders at"
                            + " this time");
        }
        if (body.path("moderator").asText().equals(BUYER)) {
            throw new Refusal(500, "cannot select self as moderator");
        }
        if (listing == null) {
            throw new Refusal(
                    500,
                    "vendor rejected order, reason: order contains a hash of a listing that is not currently for sale");
        }
        if (expired(listing.body)) {
            throw new Refusal(
                    500,
                    "validating listing (" + listing.body.path("slug").asText()
                            + "): listing expiration must be in the future");
        }
        BigInteger quantity = new BigInteger(item.path("bigQuantity").asText());
        if (online && listing.stock.signum() >= 0 && quantity.compareTo(listing.stock) > 0) {
            throw new Refusal(500, "not enough inventory");
        }
        PlacedOrder order = place(listing, quantity, item, body);
        if (!order.moderator.isEmpty() && order.total.compareTo(FEE.multiply(BigInteger.valueOf(4))) < 0) {
            orders.remove(order.id);
            throw new Refusal(500, "transaction fee too high for moderated payment");
        }
        return MAPPER.createObjectNode()
                .put("orderId", order.id)
                .put("paymentAddress", order.address)
                .put("vendorOnline", online)
                .set("amount", amount(order.total));
    }

    private PlacedOrder place(Listing listing, BigInteger quantity, JsonNode item, JsonNode body) {
        PlacedOrder order = new PlacedOrder();
        order.id = id("Qm");
        order.address = id("m");
        order.offline = !online;
        order.buyer = customer;
        order.slug = listing.body.path("slug").asText();
        order.quantity = quantity;
        order.moderator = body.path("moderator").asText();
        order.total = new BigInteger(listing.body.path("item").path("bigPrice").asText())
                .multiply(quantity.max(BigInteger.ONE));
        order.contract = contract(order, listing, item, body);
        orders.put(order.id, order);
        return order;
    }

    private static ObjectNode contract(PlacedOrder order, Listing listing, JsonNode item, JsonNode body) {
        ObjectNode contract = MAPPER.createObjectNode();
        ObjectNode sold = listing.body.deepCopy();
        contract.putArray("vendorListings").add(sold);
        ObjectNode buyer = contract.putObject("buyerOrder")
                .put("refundAddress", "refund" + order.id)
                .put("timestamp", order.placedAt.toString())
                .put("alternateContactInfo", body.path("alternateContactInfo").asText());
        buyer.putObject("buyerID").put("peerID", order.buyer);
        buyer.putArray("items")
                .addObject()
                .put("listingHash", "zb2" + order.id)
                .put("memo", item.path("memo").asText())
                .put("bigQuantity", order.quantity.toString());
        buyer.putObject("payment")
                .put("moderator", order.moderator)
                .put("bigAmount", order.total.toString())
                .putObject("amountCurrency")
                .put("code", "TBTC")
                .put("divisibility", 8);
        if (!order.offline) {
            contract.putObject("vendorOrderConfirmation")
                    .put("orderID", order.id)
                    .put("paymentAddress", order.address);
        }
        return contract;
    }

    private JsonNode spend(String node, JsonNode body) {
        BigInteger amount = new BigInteger(body.path("amount").asText());
        if (node.equals("vendor")) {
            ObjectNode spending = MAPPER.createObjectNode()
                    .put("txid", id("tx"))
                    .put("address", body.path("address").asText())
                    .put("memo", body.path("memo").asText())
                    .put("value", amount.negate().toString());
            spendings.add(spending);
            return spending;
        }
        orders.values().stream()
                .filter(order -> order.address.equals(body.path("address").asText()))
                .findFirst()
                .ifPresent(order -> receive(order, amount));
        return MAPPER.createObjectNode().put("txid", id("tx"));
    }

    private void receive(PlacedOrder order, BigInteger amount) {
        receive(order, amount, id("tx"));
    }

    private void receive(PlacedOrder order, BigInteger amount, String transactionId) {
        move(order, amount, transactionId);
        if (!order.state.equals("AWAITING_PAYMENT") || !order.funded() || order.offline) {
            return;
        }
        order.state = "AWAITING_FULFILLMENT";
        takeStock(order);
        notify("order", order);
    }

    private void takeStock(PlacedOrder order) {
        Listing listing = listings.get(order.slug);
        if (listing != null && listing.stock.signum() >= 0 && !order.stockTaken) {
            order.stockTaken = true;
            listing.stock =
                    listing.stock.subtract(order.quantity.max(BigInteger.ONE)).max(BigInteger.ZERO);
        }
    }

    private void move(PlacedOrder order, BigInteger value) {
        move(order, value, id("tx"));
    }

    private void move(PlacedOrder order, BigInteger value, String transactionId) {
        ObjectNode transaction = MAPPER.createObjectNode()
                .put("txid", transactionId)
                .put("height", 0)
                .put("bigValue", value.toString())
                .put("timestamp", Instant.now().toString());
        transaction.putObject("currency").put("code", "TBTC").put("divisibility", 8);
        order.transactions.add(transaction);
    }

    // --- selling

    private JsonNode sales(List<String> states, int limit) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode list = MAPPER.createArrayNode();
        List<PlacedOrder> newest = new ArrayList<>(orders.values());
        java.util.Collections.reverse(newest);
        for (PlacedOrder order : newest) {
            if (states.isEmpty() || states.contains(order.state)) {
                list.add(sale(order));
            }
        }
        answer.put("queryCount", list.size());
        while (limit >= 0 && list.size() > limit) {
            list.remove(list.size() - 1);
        }
        if (!list.isEmpty()) {
            answer.set("sales", list);
        }
        return answer;
    }

    private JsonNode sale(PlacedOrder order) {
        ObjectNode sale = MAPPER.createObjectNode()
                .put("orderId", order.id)
                .put("state", order.state)
                .put("slug", order.slug)
                .put("buyerId", order.buyer)
                .put("moderated", !order.moderator.isEmpty())
                .put("paymentCoin", "TBTC")
                .put("read", order.read)
                .put("timestamp", order.placedAt.toString())
                .put("unreadChatMessages", 0);
        sale.set("total", amount(order.total));
        return sale;
    }

    private static List<String> states(JsonNode numbers) {
        List<String> names = List.of(
                "PENDING",
                "AWAITING_PAYMENT",
                "AWAITING_PICKUP",
                "AWAITING_FULFILLMENT",
                "PARTIALLY_FULFILLED",
                "FULFILLED",
                "COMPLETED",
                "CANCELED",
                "DECLINED",
                "REFUNDED",
                "DISPUTED",
                "DECIDED",
                "RESOLVED",
                "PAYMENT_FINALIZED",
                "PROCESSING_ERROR");
        List<String> states = new ArrayList<>();
        numbers.forEach(number -> states.add(names.get(number.asInt())));
        return states;
    }

    private JsonNode orderAnswer(PlacedOrder order, String node) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("contract", order.contract);
        answer.put("state", order.state)
                .put("read", order.read)
                .put("funded", order.funded())
                .put("unreadChatMessages", 0);
        ArrayNode transactions = answer.putArray("paymentAddressTransactions");
        order.transactions.forEach(transaction -> {
            long at = transaction.path("height").asLong();
            long confirmations = at == 0 ? 0 : catchingUp ? WRAPPED : height - at + 1;
            transactions.add(transaction.deepCopy().put("confirmations", confirmations));
        });
        if (node.equals("vendor")) {
            order.read = true;
        }
        return answer;
    }

    private JsonNode confirm(JsonNode body) {
        PlacedOrder order = orders.get(body.path("orderId").asText());
        if (order == null) {
            throw new Refusal(500, "order not found");
        }
        if (!order.state.equals("PENDING")) {
            throw new Refusal(400, "order has already been confirmed");
        }
        if (body.path("reject").asBoolean()) {
            order.state = "DECLINED";
        } else {
            order.state = "AWAITING_FULFILLMENT";
            order.contract.putObject("vendorOrderConfirmation").put("orderID", order.id);
            move(order, order.paidIn().negate());
        }
        return MAPPER.createObjectNode();
    }

    private JsonNode fulfil(JsonNode body) {
        PlacedOrder order = order(body, "order not found");
        if (!order.state.equals("AWAITING_FULFILLMENT") && !order.state.equals("PARTIALLY_FULFILLED")) {
            throw new Refusal(400, "order must be in state AWAITING_FULFILLMENT or PARTIALLY_FULFILLED to fulfill");
        }
        if (body.has("slug") && !body.path("slug").asText().equals(order.slug)) {
            throw new IllegalStateException("a panic");
        }
        order.contract.putArray("vendorOrderFulfillment").add(body.deepCopy());
        order.state = "FULFILLED";
        return MAPPER.createObjectNode();
    }

    private JsonNode refund(JsonNode body) {
        PlacedOrder order = order(body, "order not found");
        if (!order.state.equals("AWAITING_FULFILLMENT") && !order.state.equals("PARTIALLY_FULFILLED")) {
            throw new Refusal(400, "order must be AWAITING_FULFILLMENT, or PARTIALLY_FULFILLED");
        }
        order.state = "REFUNDED";
        order.contract
                .putObject("refund")
                .putObject("refundTransaction")
                .put("txid", id("tx"))
                .put("bigValue", order.paidIn().toString());
        return MAPPER.createObjectNode();
    }

    private JsonNode dispute(String node, JsonNode body) {
        PlacedOrder order = order(body, "Order not found");
        if (order.moderator.isEmpty()) {
            throw new Refusal(400, "Only moderated orders can be disputed");
        }
        boolean vendor = node.equals("vendor");
        List<String> allowed = vendor
                ? List.of("PARTIALLY_FULFILLED", "FULFILLED")
                : List.of("PENDING", "AWAITING_FULFILLMENT", "PARTIALLY_FULFILLED", "FULFILLED", "PROCESSING_ERROR");
        if (!allowed.contains(order.state)) {
            throw new Refusal(400, "Order must be either PARTIALLY_FULFILLED or FULFILLED to start a dispute");
        }
        order.state = "DISPUTED";
        order.contract
                .putObject("dispute")
                .put("timestamp", Instant.now().toString())
                .put("claim", body.path("claim").asText());
        notify("disputeOpen", order);
        return MAPPER.createObjectNode();
    }

    private JsonNode rule(JsonNode body) {
        PlacedOrder order = order(body, "Case not found");
        if (!order.state.equals("DISPUTED")) {
            throw new Refusal(400, "A dispute for this order is not open");
        }
        order.state = "DECIDED";
        BigInteger rest = order.paidIn().subtract(BigInteger.valueOf(TAKEN_BY_OTHERS));
        ObjectNode payout = order.contract
                .putObject("disputeResolution")
                .put("resolution", body.path("resolution").asText())
                .putObject("payout");
        share(payout, "buyerOutput", rest, body.path("buyerPercentage").asInt());
        share(payout, "vendorOutput", rest, body.path("vendorPercentage").asInt());
        payout.putObject("moderatorOutput").put("bigAmount", String.valueOf(MODERATOR_FEE));
        notify("disputeClose", order);
        return MAPPER.createObjectNode();
    }

    private static void share(ObjectNode payout, String name, BigInteger rest, int percent) {
        if (percent > 0) {
            BigInteger part = rest.multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100));
            payout.putObject(name).put("bigAmount", part.toString());
        }
    }

    private JsonNode release(String node, JsonNode body) {
        PlacedOrder order = order(body, "order not found");
        if (!order.state.equals("DECIDED")) {
            throw new Refusal(400, "Order must be in DECIDED state");
        }
        order.contract.putObject("disputeAcceptance").put("closedBy", node.equals("vendor") ? VENDOR : BUYER);
        move(order, order.paidIn().negate());
        if (!node.equals("vendor")) {
            order.state = "RESOLVED";
        }
        return MAPPER.createObjectNode();
    }

    private JsonNode releaseEscrow(JsonNode body) {
        PlacedOrder order = order(body, "order not found");
        if (!order.state.equals("FULFILLED") || !escrowOver) {
            throw new Refusal(
                    401,
                    "tx " + order.transactions.get(0).path("txid").asText()
                            + " needs 6 more confirmations before it can be spent");
        }
        order.state = "PAYMENT_FINALIZED";
        return MAPPER.createObjectNode();
    }

    private JsonNode complete(JsonNode body) {
        order(body, "order not found").state = "COMPLETED";
        return MAPPER.createObjectNode();
    }

    private JsonNode cancel(JsonNode body) {
        order(body, "order not found").state = "CANCELED";
        return MAPPER.createObjectNode();
    }

    // --- chat

    private JsonNode say(String node, JsonNode body) {
        if (body.path("message").asText().length() > LONGEST_MESSAGE) {
            throw new Refusal(400, "Message is too long");
        }
        if (!body.path("peerId").asText().startsWith("Qm")) {
            throw new Refusal(500, "multihash length inconsistent: &{1  13126 []}");
        }
        boolean vendor = node.equals("vendor");
        String messageId = id("Qm");
        chat.add(MAPPER.createObjectNode()
                .put("message", body.path("message").asText())
                .put("messageId", messageId)
                .put("outgoing", vendor)
                .put("peerId", vendor ? body.path("peerId").asText() : node.equals("mod") ? MODERATOR : BUYER)
                .put("read", false)
                .put("subject", body.path("subject").asText())
                .put("timestamp", Instant.now().toString()));
        if (!vendor) {
            tell.accept(MAPPER.createObjectNode().set("message", chat.get(chat.size() - 1)));
        }
        return MAPPER.createObjectNode().put("messageId", messageId);
    }

    private JsonNode messages(String peer, String subject) {
        ArrayNode list = MAPPER.createArrayNode();
        for (int i = chat.size() - 1; i >= 0; i--) {
            ObjectNode line = chat.get(i);
            if (line.path("subject").asText().equals(subject)
                    && line.path("peerId").asText().equals(peer)) {
                list.add(line);
            }
        }
        return list;
    }

    // --- small things

    private PlacedOrder order(JsonNode body, String missing) {
        PlacedOrder order = orders.get(body.path("orderId").asText());
        if (order == null) {
            throw new Refusal(404, missing);
        }
        return order;
    }

    private PlacedOrder order(String id) {
        PlacedOrder order = orders.get(id);
        if (order == null) {
            throw new Refusal(404, "Order not found");
        }
        return order;
    }

    private void notify(String type, PlacedOrder order) {
        tell.accept(MAPPER.createObjectNode()
                .set(
                        "notification",
                        MAPPER.createObjectNode().put("orderId", order.id).put("type", type)));
    }

    private static ObjectNode amount(BigInteger units) {
        ObjectNode amount = MAPPER.createObjectNode().put("amount", units.toString());
        amount.putObject("currency").put("code", "TBTC").put("divisibility", 8);
        return amount;
    }

    private String id(String prefix) {
        return prefix + "StandIn" + serial.incrementAndGet();
    }
}
