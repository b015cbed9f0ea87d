package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** Where the generations of the daemon differ. */
public enum Dialect {
    /** Amounts and quantities as decimal text, prices with a currency that knows its decimals. */
    V0_14 {
        @Override
        void describe(ObjectNode metadata, ListingOffer offer) {
            metadata.put("language", offer.language());
        }

        @Override
        void price(ObjectNode item, ListingOffer offer) {
            item.putObject("priceCurrency")
                    .put("code", offer.currency().code())
                    .put("divisibility", offer.currency().divisibility());
            item.put("bigPrice", offer.price().toString());
        }

        @Override
        void stock(ObjectNode sku, BigInteger stock) {
            sku.put("bigQuantity", stock.toString()).put("bigSurcharge", "0");
        }

        @Override
        void extras(ObjectNode listing) {
            listing.putArray("shippingOptions");
            listing.putArray("taxes");
            listing.putArray("coupons");
        }

        @Override
        ObjectNode spending(Spending spending) {
            return Json.object()
                    .put("currencyCode", spending.coin())
                    .put("address", spending.address())
                    .put("amount", spending.amount().toString())
                    .put("feeLevel", "NORMAL")
                    .put("memo", spending.memo())
                    .put("requireAssociateOrder", false);
        }

        @Override
        Amount indexPrice(JsonNode price) {
            return money(price);
        }

        @Override
        Amount saleTotal(JsonNode sale) {
            return money(Json.object(sale, "total"));
        }

        @Override
        Amount unitPrice(JsonNode listing) {
            JsonNode item = Json.object(listing, "item");
            return new Amount(
                    Json.whole(item.path("bigPrice"), "bigPrice"), Json.remark(item.path("priceCurrency"), "code"));
        }

        @Override
        BigInteger quantity(JsonNode item) {
            return Json.whole(item.path("bigQuantity"), "bigQuantity");
        }

        @Override
        Amount payment(JsonNode payment) {
            return new Amount(
                    Json.whole(payment.path("bigAmount"), "bigAmount"),
                    Json.text(Json.object(payment, "amountCurrency"), "code"));
        }

        @Override
        BigInteger value(JsonNode transaction) {
            return Json.whole(transaction.path("bigValue"), "bigValue");
        }

        @Override
        BigInteger output(JsonNode output) {
            return Json.whole(output.path("bigAmount"), "bigAmount");
        }

        private Amount money(JsonNode money) {
            return new Amount(
                    Json.whole(money.path("amount"), "amount"), Json.text(Json.object(money, "currency"), "code"));
        }
    },
    /** Amounts and quantities as numbers, one pricing currency for the listing. */
    V0_13 {
        @Override
        void describe(ObjectNode metadata, ListingOffer offer) {
            metadata.put("pricingCurrency", offer.currency().code());
        }

        @Override
        void price(ObjectNode item, ListingOffer offer) {
            item.put("price", offer.price());
        }

        @Override
        void stock(ObjectNode sku, BigInteger stock) {
            sku.put("quantity", stock).put("surcharge", 0);
        }

        @Override
        void extras(ObjectNode listing) {
            // This generation was observed without them.
        }

        @Override
        ObjectNode spending(Spending spending) {
            return Json.object()
                    .put("wallet", spending.coin())
                    .put("address", spending.address())
                    .put("amount", spending.amount())
                    .put("feeLevel", "NORMAL")
                    .put("memo", spending.memo());
        }

        @Override
        Amount indexPrice(JsonNode price) {
            return new Amount(Json.whole(price.path("amount"), "amount"), Json.text(price, "currencyCode"));
        }

        @Override
        Amount saleTotal(JsonNode sale) {
            return new Amount(Json.whole(sale.path("total"), "total"), Json.remark(sale, "paymentCoin"));
        }

        @Override
        Amount unitPrice(JsonNode listing) {
            return new Amount(
                    Json.whole(Json.object(listing, "item").path("price"), "price"),
                    Json.remark(listing.path("metadata"), "pricingCurrency"));
        }

        @Override
        BigInteger quantity(JsonNode item) {
            return Json.whole(item.path("quantity64"), "quantity64");
        }

        @Override
        Amount payment(JsonNode payment) {
            return new Amount(Json.whole(payment.path("amount"), "amount"), Json.text(payment, "coin"));
        }

        @Override
        BigInteger value(JsonNode transaction) {
            return Json.whole(transaction.path("value"), "value");
        }

        @Override
        BigInteger output(JsonNode output) {
            return Json.whole(output.path("amount"), "amount");
        }
    };

    abstract void describe(ObjectNode metadata, ListingOffer offer);

    abstract void price(ObjectNode item, ListingOffer offer);

    abstract void stock(ObjectNode sku, BigInteger stock);

    abstract void extras(ObjectNode listing);

    abstract ObjectNode spending(Spending spending);

    abstract Amount indexPrice(JsonNode price);

    abstract Amount saleTotal(JsonNode sale);

    abstract Amount unitPrice(JsonNode listing);

    abstract BigInteger quantity(JsonNode item);

    abstract Amount payment(JsonNode payment);

    abstract BigInteger value(JsonNode transaction);

    abstract BigInteger output(JsonNode output);
}
