package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A list that the daemon gave. One entry that makes no sense must not hide the others.
 *
 * @param items what could be read
 * @param faults what is wrong with the entries that could not
 */
public record Readings<T>(List<T> items, List<String> faults) {
    private static final int MOST_FAULTS = 20;

    static <T> Readings<T> of(JsonNode list, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (JsonNode node : list) {
            try {
                items.add(reader.apply(node));
            } catch (DaemonException e) {
                if (faults.size() < MOST_FAULTS) {
                    faults.add(e.getMessage());
                }
            }
        }
        return new Readings<>(items, faults);
    }
}
