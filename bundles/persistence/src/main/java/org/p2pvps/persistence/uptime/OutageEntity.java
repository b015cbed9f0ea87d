package org.p2pvps.persistence.uptime;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.uptime.Outage;
import org.p2pvps.api.uptime.OutageCause;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** An outage as it is kept. */
@Entity
@Table(name = "outage")
public class OutageEntity extends Row {
    @Id
    @Column(name = "outage_id")
    private UUID id;

    @Column(name = "device_id")
    private UUID deviceId;

    @Enumerated(EnumType.STRING)
    @Column(name = "cause")
    private OutageCause cause;

    @Column(name = "from_at")
    private Instant fromAt;

    @Column(name = "returned_at")
    private Instant returnedAt;

    @Column(name = "until_at")
    private Instant untilAt;

    @Column(name = "open_device_id")
    private UUID openDeviceId;

    protected OutageEntity() {}

    static OutageEntity from(Outage record) {
        OutageEntity entity = new OutageEntity();
        entity.id = record.id();
        entity.deviceId = record.deviceId();
        entity.cause = record.cause();
        entity.fromAt = Kept.instant(record.from());
        entity.returnedAt = Kept.instant(record.returnedAt());
        entity.untilAt = Kept.instant(record.until());
        entity.openDeviceId = record.until() == null ? record.deviceId() : null;
        return entity;
    }

    Outage toRecord() {
        return new Outage(id, deviceId, cause, fromAt, returnedAt, untilAt);
    }
}
