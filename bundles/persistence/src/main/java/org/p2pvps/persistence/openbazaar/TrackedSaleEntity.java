package org.p2pvps.persistence.openbazaar;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** An order of the store as it is kept. */
@Entity
@Table(name = "openbazaar_sale")
public class TrackedSaleEntity extends Row {
    @Id
    @Column(name = "openbazaar_sale_id")
    private UUID id;

    @Column(name = "order_id")
    private String orderId;

    @Column(name = "slug")
    private String slug;

    @Column(name = "buyer")
    private String buyer;

    @Column(name = "moderator")
    private String moderator;

    @Column(name = "daemon_state")
    private String daemonState;

    @Enumerated(EnumType.STRING)
    @Column(name = "progress")
    private SaleProgress progress;

    @Column(name = "total")
    private String total;

    @Column(name = "coin")
    private String coin;

    @Column(name = "fault")
    private String fault;

    @Column(name = "seen_at")
    private Instant seenAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected TrackedSaleEntity() {}

    static TrackedSaleEntity from(TrackedSale record) {
        TrackedSaleEntity entity = new TrackedSaleEntity();
        entity.id = record.id();
        entity.orderId = record.orderId();
        entity.slug = Kept.remark(record.slug(), 200);
        entity.buyer = Kept.remark(record.buyer(), 200);
        entity.moderator = Kept.remark(record.moderator(), 200);
        entity.daemonState = Kept.remark(record.daemonState(), 50);
        entity.progress = record.progress();
        entity.total = Kept.remark(record.total(), 50);
        entity.coin = Kept.remark(record.coin(), 20);
        entity.fault = Kept.remark(record.fault(), 1000);
        entity.seenAt = Kept.instant(record.seenAt());
        entity.changedAt = Kept.instant(record.changedAt());
        return entity;
    }

    TrackedSale toRecord() {
        return new TrackedSale(
                id, orderId, slug, buyer, moderator, daemonState, progress, total, coin, fault, seenAt, changedAt);
    }
}
