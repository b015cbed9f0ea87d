package org.p2pvps.tunnel;

import java.util.function.Supplier;

/** Where a service that may come and go is asked for. It answers null while there is none. */
final class Source<T> implements Supplier<T> {
    private volatile Supplier<T> place;

    Source(Supplier<T> place) {
        this.place = place;
    }

    /** From now on it is asked for elsewhere. */
    void moveTo(Supplier<T> other) {
        place = other;
    }

    @Override
    public T get() {
        return place.get();
    }
}
