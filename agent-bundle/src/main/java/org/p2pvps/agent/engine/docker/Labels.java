package org.p2pvps.agent.engine.docker;

import java.util.Map;
import java.util.UUID;

/** How containers of ours are told apart. */
final class Labels {
    static final String DEVICE = "org.p2pvps.device";
    static final String GENERATION = "org.p2pvps.generation";

    private Labels() {}

    static Map<String, String> of(UUID deviceId, int generation) {
        return Map.of(DEVICE, deviceId.toString(), GENERATION, Integer.toString(generation));
    }

    static int generationOf(Map<String, String> labels) {
        String text = labels.getOrDefault(GENERATION, "");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
