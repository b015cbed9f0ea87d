package org.p2pvps.persistence.traffic;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.persistence.EntityManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps traffic. A row is written by its own counter only, so that nobody waits for a lock. */
@Component(service = TrafficStore.class)
public final class JpaTrafficStore implements TrafficStore {
    private static final String REPLACE = "update TrafficEntity e set e.bytesIn = ?1, e.bytesOut = ?2 where e.id = ?3";
    private static final String OF_DEVICE = "select e from TrafficEntity e where e.deviceId = ?1 and e.hour >= ?2"
            + " and e.hour < ?3 order by e.hour, e.id";
    private static final String TOTALS = "select e.deviceId, e.kind, sum(e.bytesIn), sum(e.bytesOut)"
            + " from TrafficEntity e where e.hour >= ?1 and e.hour < ?2 group by e.deviceId, e.kind"
            + " order by sum(e.bytesIn) + sum(e.bytesOut) desc";

    private final JpaTransactions transactions;

    @Activate
    public JpaTrafficStore(@Reference JpaTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void put(List<Traffic> traffic) {
        transactions.with(entityManager -> {
            traffic.forEach(row -> put(entityManager, row));
            return null;
        });
    }

    private static void put(EntityManager entityManager, Traffic row) {
        int replaced = entityManager
                .createQuery(REPLACE)
                .setParameter(1, row.bytesIn())
                .setParameter(2, row.bytesOut())
                .setParameter(3, row.id())
                .executeUpdate();
        if (replaced == 0) {
            entityManager.persist(TrafficEntity.from(row));
        }
    }

    @Override
    public List<Traffic> of(UUID deviceId, Instant from, Instant to) {
        return transactions.with(entityManager -> entityManager
                .createQuery(OF_DEVICE, TrafficEntity.class)
                .setParameter(1, deviceId)
                .setParameter(2, from)
                .setParameter(3, to)
                .getResultList()
                .stream()
                .map(TrafficEntity::toRecord)
                .toList());
    }

    @Override
    public List<DeviceTotal> totals(Instant from, Instant to) {
        return transactions.with(entityManager ->
                entityManager
                        .createQuery(TOTALS, Object[].class)
                        .setParameter(1, from)
                        .setParameter(2, to)
                        .getResultList()
                        .stream()
                        .map(row -> new DeviceTotal((UUID) row[0], (TrafficKind) row[1], (Long) row[2], (Long) row[3]))
                        .toList());
    }

    @Override
    public void forget(Instant before) {
        transactions.with(entityManager -> entityManager
                .createQuery("delete from TrafficEntity e where e.hour < ?1")
                .setParameter(1, before)
                .executeUpdate());
    }
}
