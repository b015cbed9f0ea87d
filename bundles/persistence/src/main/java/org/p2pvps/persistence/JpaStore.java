package org.p2pvps.persistence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.persistence.EntityManager;
import javax.persistence.LockModeType;
import javax.persistence.Query;
import javax.persistence.TypedQuery;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Store;
import org.p2pvps.protocol.ErrorCode;

/**
 * What every store does alike.
 *
 * @param <R> the domain's record
 * @param <E> the entity it is mapped to; its key is called {@code id}
 */
public abstract class JpaStore<R, E> implements Store<R> {
    private final JpaTransactions transactions;
    private final Class<E> type;
    private final Function<R, E> toEntity;
    private final Function<E, R> toRecord;
    private final String age;

    /** @param age the attribute that tells which record is older */
    protected JpaStore(
            JpaTransactions transactions, Class<E> type, Function<R, E> toEntity, Function<E, R> toRecord, String age) {
        this.transactions = transactions;
        this.type = type;
        this.toEntity = toEntity;
        this.toRecord = toRecord;
        this.age = age;
    }

    @Override
    public void insert(R record) {
        run(entityManager -> entityManager.persist(toEntity.apply(record)));
    }

    @Override
    public Optional<R> find(UUID id) {
        return call(entityManager ->
                Optional.ofNullable(entityManager.find(type, id)).map(toRecord));
    }

    @Override
    public List<R> all() {
        return list("1 = 1");
    }

    @Override
    public R update(UUID id, UnaryOperator<R> change) {
        return call(entityManager -> {
            R changed = change.apply(locked(entityManager, id));
            return toRecord.apply(entityManager.merge(toEntity.apply(changed)));
        });
    }

    private R locked(EntityManager entityManager, UUID id) {
        E entity = entityManager.find(type, id, LockModeType.PESSIMISTIC_WRITE);
        if (entity == null) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing.");
        }
        return toRecord.apply(entity);
    }

    /** The records {@code e} for which a JPQL condition holds, oldest first; its parameters are {@code ?1}, {@code ?2} … */
    protected final List<R> list(String condition, Object... values) {
        return call(entityManager -> records(query(entityManager, condition, values)));
    }

    /** As {@link #list}, but only the first {@code limit}. */
    protected final List<R> first(int limit, String condition, Object... values) {
        return call(
                entityManager -> records(query(entityManager, condition, values).setMaxResults(limit)));
    }

    /** The one record for which a condition holds that a unique constraint lets hold for one only. */
    protected final Optional<R> one(String condition, Object... values) {
        return list(condition, values).stream().findFirst();
    }

    /** Deletes the records {@code e} for which a condition holds. */
    protected final void delete(String condition, Object... values) {
        run(entityManager -> bind(
                        entityManager.createQuery("delete from " + type.getSimpleName() + " e where " + condition),
                        values)
                .executeUpdate());
    }

    /** Work of the store's own. */
    protected final <T> T call(Function<EntityManager, T> work) {
        return transactions.with(work);
    }

    /** Work of the store's own, without a result. */
    protected final void run(Consumer<EntityManager> work) {
        call(entityManager -> {
            work.accept(entityManager);
            return null;
        });
    }

    private TypedQuery<E> query(EntityManager entityManager, String condition, Object... values) {
        String text =
                "select e from " + type.getSimpleName() + " e where " + condition + " order by e." + age + ", e.id";
        return bind(entityManager.createQuery(text, type), values);
    }

    private static <Q extends Query> Q bind(Q query, Object... values) {
        for (int index = 0; index < values.length; index++) {
            query.setParameter(index + 1, values[index]);
        }
        return query;
    }

    private List<R> records(TypedQuery<E> query) {
        return query.getResultList().stream().map(toRecord).toList();
    }
}
