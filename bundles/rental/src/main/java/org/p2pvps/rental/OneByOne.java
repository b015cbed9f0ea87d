package org.p2pvps.rental;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The same for each: what fails for one is logged and tried again with the next sweep, and holds up no other. */
final class OneByOne {
    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

    private OneByOne() {}

    static <T> void each(String what, Collection<T> all, Function<T, UUID> id, Consumer<T> work) {
        for (T one : all) {
            try {
                work.accept(one);
            } catch (RuntimeException e) {
                LOG.warn("{} {} failed; trying again.", what, id.apply(one), e);
            }
        }
    }
}
