package org.p2pvps.rental.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Store;
import org.p2pvps.protocol.ErrorCode;

/** Records in memory, in the order in which they came. */
class MemoryStore<T> implements Store<T> {
    private final MemoryTransactions transactions;
    private final Function<T, UUID> id;
    private final BiPredicate<T, T> exclude;
    private final Map<UUID, T> records = new LinkedHashMap<>();

    /** @param exclude whether a unique constraint forbids two records to be there at once */
    MemoryStore(MemoryTransactions transactions, Function<T, UUID> id, BiPredicate<T, T> exclude) {
        this.transactions = transactions;
        this.id = id;
        this.exclude = exclude;
    }

    @Override
    public void insert(T record) {
        put(record);
    }

    final void put(T record) {
        UUID key = id.apply(record);
        transactions.call(() -> {
            T before = records.get(key);
            for (T other : records.values()) {
                if (other != before && exclude.test(other, record)) {
                    throw new ProblemException(ErrorCode.CONFLICT, "Taken.");
                }
            }
            transactions.write(() -> records.put(key, record), () -> restore(key, before));
            return null;
        });
    }

    private void restore(UUID key, T before) {
        if (before == null) {
            records.remove(key);
        } else {
            records.put(key, before);
        }
    }

    @Override
    public Optional<T> find(UUID key) {
        return Optional.ofNullable(records.get(key));
    }

    @Override
    public List<T> all() {
        return List.copyOf(records.values());
    }

    @Override
    public T update(UUID key, UnaryOperator<T> change) {
        T before = records.get(key);
        if (before == null) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing.");
        }
        T after = change.apply(before);
        if (after != before) {
            put(after);
        }
        return after;
    }

    final List<T> where(Predicate<T> condition) {
        List<T> found = new ArrayList<>(records.size());
        for (T record : records.values()) {
            if (condition.test(record)) {
                found.add(record);
            }
        }
        return found;
    }

    final Optional<T> one(Predicate<T> condition) {
        for (T record : records.values()) {
            if (condition.test(record)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }
}
