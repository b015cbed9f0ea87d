package org.p2pvps.persistence;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.persistence.PersistenceException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Transactions;

/**
 * Transactions bound to the calling thread. The outermost call begins and ends one; what is called within joins it. Work
 * that lost a lock to another transaction is run again, so it must do nothing but read and write stores.
 */
@Component(service = {Transactions.class, JpaTransactions.class})
public final class JpaTransactions implements Transactions {
    static final String UNIT = "(osgi.unit.name=p2pvps)";
    private static final int ATTEMPTS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final EntityManagerFactory factory;
    private final ThreadLocal<RunningTransaction> running = new ThreadLocal<>();

    @Activate
    public JpaTransactions(@Reference(target = UNIT) EntityManagerFactory factory) {
        this.factory = factory;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        RunningTransaction joined = running.get();
        return joined == null ? outermost(entityManager -> work.get()) : joined.nested(work);
    }

    /**
     * Runs one store's work, in the running transaction or in one of its own.
     *
     * @throws org.p2pvps.api.ProblemException if the database refuses it, see {@link DatabaseFailure}
     */
    public <T> T with(Function<EntityManager, T> work) {
        RunningTransaction joined = running.get();
        return joined == null ? outermost(entityManager -> running.get().apply(work)) : joined.apply(work);
    }

    /** Adds a row that others may add just now too: then the whole transaction is run again, and finds theirs. */
    public void insertFirst(Object entity) {
        with(entityManager -> {
            entityManager.persist(entity);
            try {
                entityManager.flush();
            } catch (PersistenceException e) {
                throw DatabaseFailure.isTaken(e) ? new LostLockException(e) : e;
            }
            return null;
        });
    }

    private <T> T outermost(Function<EntityManager, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (LostLockException e) {
                if (attempt == ATTEMPTS) {
                    throw e.problem();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS)));
            }
        }
    }

    private <T> T once(Function<EntityManager, T> work) {
        try (RunningTransaction transaction = new RunningTransaction(entityManager())) {
            running.set(transaction);
            return transaction.complete(work);
        } catch (PersistenceException e) {
            throw DatabaseFailure.translate(e);
        } finally {
            running.remove();
        }
    }

    private EntityManager entityManager() {
        try {
            return factory.createEntityManager();
        } catch (IllegalStateException closed) {
            throw DatabaseFailure.unreachable(closed);
        }
    }
}
