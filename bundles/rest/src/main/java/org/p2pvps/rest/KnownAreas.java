package org.p2pvps.rest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The areas a complete server has, and the bundle that each belongs to. */
public final class KnownAreas {
    private final Map<String, String> bundles = new LinkedHashMap<>();

    /** From entries of the form {@code area=bundle}; a configuration file gives them all in one, between commas. */
    public KnownAreas(String... entries) {
        for (String entry : String.join(",", entries).split(",")) {
            String[] pair = entry.trim().split("\\s*=\\s*", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("areas: '" + entry + "' is not of the form area=bundle");
            }
            bundles.put(pair[0], pair[1]);
        }
    }

    /** The bundle that offers {@code area}; empty if no bundle we know does. */
    public Optional<String> bundleOf(String area) {
        return Optional.ofNullable(bundles.get(area));
    }

    /** Every bundle with at least one area. */
    public Set<String> bundles() {
        return new LinkedHashSet<>(bundles.values());
    }

    /** The areas of a bundle, in the configured order. */
    public Set<String> areasOf(String bundle) {
        Set<String> areas = new LinkedHashSet<>(bundles.keySet());
        areas.removeIf(area -> !bundles.get(area).equals(bundle));
        return areas;
    }
}
