package org.p2pvps.persistence.uptime;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.uptime.Outage;
import org.p2pvps.api.uptime.OutageStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps outages. */
@Component(service = OutageStore.class)
public final class JpaOutageStore extends JpaStore<Outage, OutageEntity> implements OutageStore {
    @Activate
    public JpaOutageStore(@Reference JpaTransactions transactions) {
        super(transactions, OutageEntity.class, OutageEntity::from, OutageEntity::toRecord, "fromAt");
    }

    @Override
    public List<Outage> open() {
        return list("e.openDeviceId is not null");
    }

    @Override
    public List<Outage> between(UUID deviceId, Instant from, Instant until) {
        return list(
                "e.deviceId = ?1 and e.fromAt < ?2 and (e.untilAt is null or e.untilAt > ?3)", deviceId, until, from);
    }

    @Override
    public void forgetBefore(Instant instant) {
        delete("e.untilAt is not null and e.untilAt < ?1", instant);
    }
}
