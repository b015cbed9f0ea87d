package org.p2pvps.persistence.rental;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A rental as it is kept. */
@Entity
@Table(name = "rental")
public class RentalEntity extends Row {
    @Id
    @Column(name = "rental_id")
    private UUID id;

    @Column(name = "rental_order_id")
    private UUID orderId;

    @Column(name = "device_id")
    private UUID deviceId;

    @Column(name = "lease_id")
    private UUID leaseId;

    @Column(name = "renter_id")
    private UUID renterId;

    @Column(name = "generation")
    private int generation;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private RentalState state;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_reason")
    private EndReason endReason;

    @Column(name = "renewal_hours")
    private int renewalHours;

    @Column(name = "active_device_id")
    private UUID activeDeviceId;

    protected RentalEntity() {}

    static RentalEntity from(Rental record) {
        RentalEntity entity = new RentalEntity();
        entity.id = record.id();
        entity.orderId = record.orderId();
        entity.deviceId = record.deviceId();
        entity.leaseId = record.leaseId();
        entity.renterId = record.renterId();
        entity.generation = record.generation();
        entity.state = record.state();
        entity.startedAt = Kept.instant(record.startedAt());
        entity.endsAt = Kept.instant(record.endsAt());
        entity.endedAt = Kept.instant(record.endedAt());
        entity.endReason = record.endReason();
        entity.renewalHours = record.renewalHours();
        entity.activeDeviceId = record.state() == RentalState.ACTIVE ? record.deviceId() : null;
        return entity;
    }

    Rental toRecord() {
        return new Rental(
                id,
                orderId,
                deviceId,
                leaseId,
                renterId,
                generation,
                state,
                startedAt,
                endsAt,
                endedAt,
                endReason,
                renewalHours);
    }
}
