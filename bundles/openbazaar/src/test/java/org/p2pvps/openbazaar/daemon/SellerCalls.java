package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.p2pvps.api.Secret;

/** Makes our client do what a seller did in a recording. */
final class SellerCalls {
    /** What this server never does: first set-up by hand, requests that are wrong on purpose, and what it has no use for. */
    private static final Set<String> BY_HAND = Set.of(
            "settings-create",
            "settings-get",
            "settings-patch",
            "settings-create-again",
            "profile-create",
            "profile-create-again",
            "profile-patch",
            "listing-err-unk",
            "listing-err-oldprice",
            "listing-err-intprice",
            "listing-update-path-ignored",
            "listing14-on-13",
            "inventory-slug",
            "notifications",
            "notifications-filter",
            "notif-offline",
            "notif13",
            "conversations",
            "markread",
            "balance",
            "sales-limit",
            "refund-badjson",
            "confirm-missing",
            "wrong-method",
            "blocknode",
            "unblock",
            "exrate",
            "currency",
            "purchases",
            "orders-plural",
            "fee",
            "ratings",
            "resend",
            "mnr",
            "bulkprices",
            "bulkcur");

    private final DaemonHttp http;
    private final Exchange exchange;
    private final Daemon daemon;

    SellerCalls(DaemonHttp http, Exchange exchange) {
        this.http = http;
        this.exchange = exchange;
        this.daemon = new Daemon(http, exchange.file().equals(Exchange.V13) ? Dialect.V0_13 : Dialect.V0_14);
    }

    boolean isByHand() {
        return BY_HAND.contains(exchange.label()) || isBrokenJson();
    }

    private boolean isBrokenJson() {
        return exchange.request() != null && exchange.request().isTextual();
    }

    /** The call's result; an empty text for calls that have none. */
    Object make() {
        if (isByHand()) {
            return http.send(exchange.method(), exchange.path(), exchange.request(), 1 << 22);
        }
        String call = exchange.method() + " " + exchange.path().replaceAll("\\?.*", "");
        return call.startsWith("GET ") ? read(call.substring(4)) : write(call);
    }

    private Object read(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/ob/order/")) {
            return daemon.order(last);
        }
        if (path.startsWith("/ob/chatmessages/")) {
            return daemon.chatMessages(last, exchange.path().replaceAll(".*subject=([^&]*).*", "$1"), 20);
        }
        if (path.startsWith("/ob/listing/")) {
            return daemon.has(last);
        }
        return switch (path) {
            case "/ob/config" -> daemon.identity();
            case "/ob/listings" -> daemon.listings();
            case "/ob/inventory/" -> daemon.inventory();
            case "/ob/sales" -> daemon.sales();
            case "/ob/moderators" -> daemon.moderators();
            case "/wallet/transactions/TBTC" -> daemon.hasSpent("TBTC", "Raspberry Pi 4 VPS #17 (per hour)");
            default -> throw new AssertionError("no call for " + exchange.name());
        };
    }

    private Object write(String call) {
        JsonNode asked = exchange.request();
        String orderId = asked == null ? "" : asked.path("orderId").asText();
        switch (call) {
            case "POST /ob/images" -> {
                JsonNode image = asked.path(0);
                return daemon.upload(
                        image.path("filename").asText(),
                        Base64.getDecoder().decode(image.path("image").asText()));
            }
            case "POST /ob/listing" -> {
                return daemon.create(offer(asked));
            }
            case "PUT /ob/listing" -> daemon.replace(offer(asked));
            case "DELETE /ob/listing/nope" -> daemon.delete("nope");
            case "POST /ob/sales" -> {
                return daemon.sales(Set.of(SaleState.AWAITING_FULFILLMENT), 10);
            }
            case "POST /ob/orderconfirmation" ->
                daemon.confirm(orderId, asked.path("reject").asBoolean());
            case "POST /ob/orderfulfillment" -> daemon.fulfil(orderId, slug(), deliveries(), note());
            case "POST /ob/refund" -> daemon.refund(orderId);
            case "POST /ob/opendispute" ->
                daemon.openDispute(orderId, asked.path("claim").asText());
            case "POST /ob/releasefunds" -> daemon.releaseFunds(orderId);
            case "POST /ob/releaseescrow" -> daemon.releaseEscrow(orderId);
            case "POST /ob/chat" -> {
                return daemon.chat(
                        asked.path("peerId").asText(),
                        asked.path("subject").asText(),
                        asked.path("message").asText());
            }
            default -> throw new AssertionError("no call for " + exchange.name());
        }
        return "";
    }

    private String slug() {
        JsonNode slug = exchange.request().path("slug");
        return slug.isTextual() ? slug.textValue() : null;
    }

    private String note() {
        JsonNode note = exchange.request().path("note");
        return note.isTextual() ? note.textValue() : null;
    }

    private List<Delivery> deliveries() {
        List<Delivery> read = new ArrayList<>();
        for (JsonNode node : exchange.request().path("digitalDelivery")) {
            read.add(new Delivery(
                    node.path("url").asText(), new Secret(node.path("password").asText())));
        }
        return read;
    }

    private static ListingOffer offer(JsonNode asked) {
        JsonNode metadata = asked.path("metadata");
        JsonNode item = asked.path("item");
        JsonNode sku = item.path("skus").path(0);
        boolean old = item.has("price");
        Coin coin = old
                ? new Coin(metadata.path("pricingCurrency").asText(), 8)
                : new Coin(
                        item.path("priceCurrency").path("code").asText(),
                        item.path("priceCurrency").path("divisibility").asInt());
        return new ListingOffer(
                asked.path("slug").asText(),
                metadata.path("contractType").asText(),
                metadata.has("expiry") ? Instant.parse(metadata.path("expiry").asText()) : null,
                texts(metadata.path("acceptedCurrencies")),
                metadata.path("language").asText(),
                metadata.path("escrowTimeoutHours").asInt(),
                item.path("title").asText(),
                item.path("description").asText(),
                coin,
                new BigInteger(item.path(old ? "price" : "bigPrice").asText()),
                texts(item.path("tags")),
                images(item.path("images")),
                texts(item.path("categories")),
                sku.isMissingNode() ? null : sku.path("productID").asText(),
                sku.isMissingNode()
                        ? null
                        : new BigInteger(
                                sku.path(old ? "quantity" : "bigQuantity").asText()),
                texts(asked.path("moderators")),
                asked.path("termsAndConditions").asText(),
                asked.path("refundPolicy").asText());
    }

    private static List<ImageHashes> images(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(node -> new ImageHashes(
                        node.path("filename").asText(),
                        node.path("large").asText(),
                        node.path("medium").asText(),
                        node.path("original").asText(),
                        node.path("small").asText(),
                        node.path("tiny").asText()))
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
