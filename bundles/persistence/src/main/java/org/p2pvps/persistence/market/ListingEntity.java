package org.p2pvps.persistence.market;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A listing as it is kept. */
@Entity
@Table(name = "listing")
public class ListingEntity extends Row {
    @Id
    @Column(name = "listing_id")
    private UUID id;

    @Column(name = "device_id")
    private UUID deviceId;

    @Column(name = "generation")
    private int generation;

    @Column(name = "market")
    private String market;

    @Column(name = "reference")
    private String reference;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private ListingState state;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "listed_device_id")
    private UUID listedDeviceId;

    protected ListingEntity() {}

    static ListingEntity from(Listing record) {
        ListingEntity entity = new ListingEntity();
        entity.id = record.id();
        entity.deviceId = record.deviceId();
        entity.generation = record.generation();
        entity.market = record.market();
        entity.reference = record.reference();
        entity.state = record.state();
        entity.createdAt = Kept.instant(record.createdAt());
        entity.endedAt = Kept.instant(record.endedAt());
        entity.listedDeviceId = record.state() == ListingState.LISTED ? record.deviceId() : null;
        return entity;
    }

    Listing toRecord() {
        return new Listing(id, deviceId, generation, market, reference, state, createdAt, endedAt);
    }
}
