package org.p2pvps.persistence;

import java.util.function.Function;
import java.util.function.Supplier;
import javax.persistence.EntityManager;
import javax.persistence.EntityTransaction;
import javax.persistence.PersistenceException;

/** One transaction, from its begin to its end. Closing it rolls back what was not committed. */
final class RunningTransaction implements AutoCloseable {
    private final EntityManager entityManager;
    private RuntimeException doom;

    RunningTransaction(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Begins, runs the outermost work and commits. */
    <T> T complete(Function<EntityManager, T> work) {
        EntityTransaction transaction = entityManager.getTransaction();
        transaction.begin();
        T result = runOutermost(work);
        if (doom != null) {
            throw doom;
        }
        transaction.commit();
        return result;
    }

    /** A lost lock is told even if the work made another failure of it, so that the whole is tried again. */
    private <T> T runOutermost(Function<EntityManager, T> work) {
        try {
            return work.apply(entityManager);
        } catch (RuntimeException e) {
            throw doom instanceof LostLockException ? doom : e;
        }
    }

    /** Work that joins. If it fails halfway the whole can't be committed, even if the caller catches the failure. */
    <T> T nested(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            doomedBy(e);
            throw e;
        }
    }

    /** A store's work. If the database refuses it, the database has given up the whole transaction. */
    <T> T apply(Function<EntityManager, T> work) {
        try {
            T result = work.apply(entityManager);
            entityManager.flush();
            // Entities are for one call only: the next one is to see what the database holds by then.
            entityManager.clear();
            return result;
        } catch (PersistenceException e) {
            RuntimeException failure = DatabaseFailure.translate(e);
            doomedBy(failure);
            throw failure;
        }
    }

    private void doomedBy(Throwable failure) {
        if (doom == null) {
            doom = failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            EntityTransaction transaction = entityManager.getTransaction();
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } finally {
            entityManager.close();
        }
    }
}
