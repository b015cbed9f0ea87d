package org.p2pvps.persistence.traffic;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.persistence.Row;

/** An hour's traffic as it is kept. */
@Entity
@Table(name = "traffic")
public class TrafficEntity extends Row {
    @Id
    @Column(name = "traffic_id")
    private UUID id;

    @Column(name = "counter_id")
    private UUID counter;

    @Column(name = "device_id")
    private UUID deviceId;

    @Column(name = "lease_id")
    private UUID leaseId;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private TrafficKind kind;

    @Column(name = "hour_at")
    private Instant hour;

    @Column(name = "bytes_in")
    private long bytesIn;

    @Column(name = "bytes_out")
    private long bytesOut;

    protected TrafficEntity() {}

    static TrafficEntity from(Traffic record) {
        TrafficEntity entity = new TrafficEntity();
        entity.id = record.id();
        entity.counter = record.counter();
        entity.deviceId = record.deviceId();
        entity.leaseId = record.leaseId();
        entity.kind = record.kind();
        entity.hour = record.hour();
        entity.bytesIn = record.bytesIn();
        entity.bytesOut = record.bytesOut();
        return entity;
    }

    Traffic toRecord() {
        return new Traffic(counter, deviceId, leaseId, kind, hour, bytesIn, bytesOut);
    }
}
