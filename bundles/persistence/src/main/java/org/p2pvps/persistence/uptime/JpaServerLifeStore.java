package org.p2pvps.persistence.uptime;

import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.uptime.ServerLife;
import org.p2pvps.api.uptime.ServerLifeStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps the server's lives. */
@Component(service = ServerLifeStore.class)
public final class JpaServerLifeStore extends JpaStore<ServerLife, ServerLifeEntity> implements ServerLifeStore {
    @Activate
    public JpaServerLifeStore(@Reference JpaTransactions transactions) {
        super(transactions, ServerLifeEntity.class, ServerLifeEntity::from, ServerLifeEntity::toRecord, "fromAt");
    }

    @Override
    public List<ServerLife> between(Instant from, Instant until) {
        return list("e.fromAt < ?1 and e.untilAt > ?2", until, from);
    }

    @Override
    public void forgetBefore(Instant instant) {
        delete("e.untilAt < ?1", instant);
    }
}
