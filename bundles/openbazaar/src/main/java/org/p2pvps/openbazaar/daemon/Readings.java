package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A list that the daemon gave. One entry that makes no sense must not hide the others.
 *
 * @param items what could be read
 * @param faults what is wrong with the entries that could not
 */
public record Readings<T>(List<T> items, List<String> faults) {
    private static final int MOST_FAULTS = 20;

    /** Collects them as they are read. */
    static final class Collector<T> implements Consumer<JsonNode> {
        private final Function<JsonNode, T> reader;
        private final List<T> items = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        Collector(Function<JsonNode, T> reader) {
            this.reader = reader;
        }

        @Override
        public void accept(JsonNode node) {
            try {
                items.add(reader.apply(node));
            } catch (DaemonException e) {
                if (faults.size() < MOST_FAULTS) {
                    faults.add(e.getMessage());
                }
            }
        }

        Readings<T> read() {
            return new Readings<>(items, faults);
        }
    }
}
