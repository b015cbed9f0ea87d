package org.p2pvps.persistence.openbazaar;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.openbazaar.PublishedOffer;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A listing that was put up, as it is kept. */
@Entity
@Table(name = "openbazaar_offer")
public class PublishedOfferEntity extends Row {
    @Id
    @Column(name = "openbazaar_offer_id")
    private UUID id;

    @Column(name = "slug")
    private String slug;

    @Column(name = "digest")
    private String digest;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "published_at")
    private Instant publishedAt;

    protected PublishedOfferEntity() {}

    static PublishedOfferEntity from(PublishedOffer record) {
        PublishedOfferEntity entity = new PublishedOfferEntity();
        entity.id = record.id();
        entity.slug = record.slug();
        entity.digest = record.digest();
        entity.expiresAt = Kept.instant(record.expiresAt());
        entity.publishedAt = Kept.instant(record.publishedAt());
        return entity;
    }

    PublishedOffer toRecord() {
        return new PublishedOffer(id, slug, digest, expiresAt, publishedAt);
    }
}
