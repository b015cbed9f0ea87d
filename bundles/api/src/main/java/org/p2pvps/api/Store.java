package org.p2pvps.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Keeps records of one kind. Every method joins the running transaction, or is one by itself. Times are kept to the
 * microsecond.
 */
public interface Store<T> {
    /** Adds a record. Fails with {@code conflict} if one of its unique values is taken. */
    void insert(T record);

    Optional<T> find(UUID id);

    /** All records, oldest first. */
    List<T> all();

    /**
     * The one way to change a record: locks its row, applies {@code change}, and keeps the result.
     *
     * @return the record as it is now
     * @throws ProblemException with {@code not-found} if there is no such record
     */
    T update(UUID id, UnaryOperator<T> change);
}
