package org.p2pvps.persistence.uptime;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.uptime.ServerLife;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** One of the server's lives as it is kept. */
@Entity
@Table(name = "server_life")
public class ServerLifeEntity extends Row {
    @Id
    @Column(name = "server_life_id")
    private UUID id;

    @Column(name = "from_at")
    private Instant fromAt;

    @Column(name = "until_at")
    private Instant untilAt;

    protected ServerLifeEntity() {}

    static ServerLifeEntity from(ServerLife record) {
        ServerLifeEntity entity = new ServerLifeEntity();
        entity.id = record.id();
        entity.fromAt = Kept.instant(record.from());
        entity.untilAt = Kept.instant(record.until());
        return entity;
    }

    ServerLife toRecord() {
        return new ServerLife(id, fromAt, untilAt);
    }
}
