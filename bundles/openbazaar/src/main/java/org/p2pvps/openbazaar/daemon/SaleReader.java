package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads orders in the daemon's words. */
final class SaleReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,100}");
    private static final int LONGEST_REMARK = 10_000;

    private final Dialect dialect;

    SaleReader(Dialect dialect) {
        this.dialect = dialect;
    }

    static String id(JsonNode parent, String name) {
        String text = Json.text(parent, name);
        if (!ID.matcher(text).matches()) {
            throw DaemonException.nonsense(name + " is not an id");
        }
        return text;
    }

    Sale sale(JsonNode sale) {
        return new Sale(
                id(sale, "orderId"),
                SaleState.of(Json.text(sale, "state")),
                Json.remark(sale, "slug"),
                Json.remark(sale, "buyerId"),
                sale.path("moderated").asBoolean(),
                Json.remark(sale, "paymentCoin"),
                dialect.saleTotal(sale),
                Json.instant(sale, "timestamp"),
                Json.count(sale, "unreadChatMessages"));
    }

    /** @param orderId the one that was asked for; an answer about another is nonsense */
    SaleOrder order(String orderId, JsonNode answer) {
        JsonNode contract = Json.object(answer, "contract");
        JsonNode buyer = Json.object(contract, "buyerOrder");
        requireAbout(orderId, contract);
        JsonNode listing = first(contract.path("vendorListings"), "vendorListings");
        JsonNode item = first(buyer.path("items"), "items");
        JsonNode payment = Json.object(buyer, "payment");
        return new SaleOrder(
                orderId,
                SaleState.of(Json.text(answer, "state")),
                Json.flag(answer, "funded"),
                Math.max(
                        contract.path("vendorListings").size(),
                        buyer.path("items").size()),
                Json.text(listing, "slug"),
                Json.remark(listing.path("item").path("skus").path(0), "productID"),
                dialect.quantity(item),
                dialect.unitPrice(listing),
                dialect.payment(payment),
                id(Json.object(buyer, "buyerID"), "peerID"),
                Json.remark(payment, "moderator"),
                Json.remark(buyer, "refundAddress"),
                remark(buyer, "alternateContactInfo"),
                remark(item, "memo"),
                transactions(answer.path("paymentAddressTransactions")),
                fulfilments(contract.path("vendorOrderFulfillment")),
                dispute(contract.path("dispute")),
                ruling(contract.path("disputeResolution")),
                contract.path("disputeAcceptance").isObject(),
                Json.remark(contract.path("refund").path("refundTransaction"), "txid"),
                Json.count(answer, "unreadChatMessages"));
    }

    private static void requireAbout(String orderId, JsonNode contract) {
        String confirmed = Json.remark(contract.path("vendorOrderConfirmation"), "orderID");
        if (!confirmed.isEmpty() && !confirmed.equals(orderId)) {
            throw DaemonException.nonsense("an answer about another order");
        }
    }

    private List<SaleOrder.Transaction> transactions(JsonNode list) {
        List<SaleOrder.Transaction> read = new ArrayList<>();
        for (JsonNode node : list) {
            read.add(new SaleOrder.Transaction(
                    Json.text(node, "txid"), dialect.value(node), small(node, "confirmations"), small(node, "height")));
        }
        return read;
    }

    private static List<SaleOrder.Fulfilment> fulfilments(JsonNode list) {
        List<SaleOrder.Fulfilment> read = new ArrayList<>();
        for (JsonNode node : list) {
            read.add(new SaleOrder.Fulfilment(
                    Json.remark(node, "slug"),
                    Json.remark(node.path("digitalDelivery").path(0), "url"),
                    remark(node, "note")));
        }
        return read;
    }

    private static SaleOrder.Dispute dispute(JsonNode node) {
        return node.isObject() ? new SaleOrder.Dispute(Json.instant(node, "timestamp"), remark(node, "claim")) : null;
    }

    private SaleOrder.Ruling ruling(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        JsonNode payout = Json.object(node, "payout");
        return new SaleOrder.Ruling(
                remark(node, "resolution"),
                output(payout.path("vendorOutput")),
                output(payout.path("buyerOutput")),
                output(payout.path("moderatorOutput")));
    }

    /** Who gets nothing has no output at all. */
    private BigInteger output(JsonNode node) {
        return node.isObject() ? dialect.output(node) : BigInteger.ZERO;
    }

    private static JsonNode first(JsonNode list, String name) {
        if (!list.isArray() || !list.path(0).isObject()) {
            throw DaemonException.nonsense("an order without " + name);
        }
        return list.path(0);
    }

    private static long small(JsonNode parent, String name) {
        BigInteger whole = Json.whole(parent.path(name), name);
        return whole.bitLength() < Long.SIZE ? whole.longValue() : -1;
    }

    private static String remark(JsonNode parent, String name) {
        String text = Json.remark(parent, name);
        return text.length() <= LONGEST_REMARK ? text : text.substring(0, LONGEST_REMARK);
    }
}
