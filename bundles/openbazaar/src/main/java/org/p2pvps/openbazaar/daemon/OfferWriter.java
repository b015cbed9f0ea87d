package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes listings in the daemon's words. */
final class OfferWriter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Dialect dialect;

    OfferWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    ObjectNode write(ListingOffer offer) {
        ObjectNode listing = Json.object().put("slug", offer.slug());
        metadata(listing.putObject("metadata"), offer);
        item(listing.putObject("item"), offer);
        dialect.extras(listing);
        texts(listing.putArray("moderators"), offer.moderators());
        return listing.put("termsAndConditions", offer.terms()).put("refundPolicy", offer.refundPolicy());
    }

    private void metadata(ObjectNode metadata, ListingOffer offer) {
        metadata.put("contractType", offer.contractType()).put("format", "FIXED_PRICE");
        if (offer.expiry() != null) {
            metadata.put("expiry", TIME.format(offer.expiry()));
        }
        texts(metadata.putArray("acceptedCurrencies"), offer.acceptedCurrencies());
        dialect.describe(metadata, offer);
        metadata.put("escrowTimeoutHours", offer.escrowTimeoutHours());
    }

    private void item(ObjectNode item, ListingOffer offer) {
        item.put("title", offer.title()).put("description", offer.description()).put("processingTime", "instant");
        dialect.price(item, offer);
        texts(item.putArray("tags"), offer.tags());
        ArrayNode images = item.putArray("images");
        offer.images().forEach(image -> image(images.addObject(), image));
        texts(item.putArray("categories"), offer.categories());
        if (offer.productId() != null) {
            ObjectNode sku = item.putArray("skus").addObject().put("productID", offer.productId());
            dialect.stock(sku, offer.stock());
        }
    }

    private static void image(ObjectNode node, ImageHashes image) {
        node.put("large", image.large())
                .put("medium", image.medium())
                .put("original", image.original())
                .put("small", image.small())
                .put("tiny", image.tiny())
                .put("filename", image.filename());
    }

    private static void texts(ArrayNode node, List<String> texts) {
        texts.forEach(node::add);
    }
}
