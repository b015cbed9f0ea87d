package org.p2pvps.persistence.device;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Embedded;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A device as it is kept. */
@Entity
@Table(name = "device")
public class DeviceEntity extends Row {
    private static final int LONGEST_TROUBLE = 1000;

    @Id
    @Column(name = "device_id")
    private UUID id;

    @Column(name = "owner_id")
    private UUID ownerId;

    @Column(name = "name")
    private String name;

    @Column(name = "description")
    private String description;

    @Enumerated(EnumType.STRING)
    @Column(name = "purpose")
    private Purpose purpose;

    @Column(name = "hourly_rate_amount")
    private long hourlyRateAmount;

    @Column(name = "hourly_rate_currency")
    private String hourlyRateCurrency;

    @Column(name = "shortest_hours")
    private int shortestHours;

    @Column(name = "longest_hours")
    private int longestHours;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private DeviceState state;

    @Column(name = "generation")
    private int generation;

    @Column(name = "key_hash")
    private String keyHash;

    @Column(name = "instance_id")
    private String instanceId;

    @Embedded
    private HardwareColumns hardware;

    @Column(name = "trouble")
    private String trouble;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "created_at")
    private Instant createdAt;

    protected DeviceEntity() {}

    static DeviceEntity from(Device record) {
        DeviceEntity entity = new DeviceEntity();
        entity.id = record.id();
        entity.ownerId = record.ownerId();
        entity.name = record.name();
        entity.description = record.description();
        entity.purpose = record.purpose();
        entity.hourlyRateAmount = record.hourlyRate().amount();
        entity.hourlyRateCurrency = record.hourlyRate().currency();
        entity.shortestHours = record.term().shortestHours();
        entity.longestHours = record.term().longestHours();
        entity.state = record.state();
        entity.generation = record.generation();
        entity.keyHash = record.keyHash();
        entity.instanceId = record.instanceId();
        entity.hardware = HardwareColumns.from(record.hardware());
        entity.trouble = Kept.remark(record.trouble(), LONGEST_TROUBLE);
        entity.lastSeenAt = Kept.instant(record.lastSeenAt());
        entity.createdAt = Kept.instant(record.createdAt());
        return entity;
    }

    Device toRecord() {
        return new Device(
                id,
                ownerId,
                name,
                description,
                purpose,
                new Money(hourlyRateAmount, hourlyRateCurrency),
                new Term(shortestHours, longestHours),
                state,
                generation,
                keyHash,
                instanceId,
                hardware == null ? null : hardware.toRecord(),
                trouble,
                lastSeenAt,
                createdAt);
    }
}
