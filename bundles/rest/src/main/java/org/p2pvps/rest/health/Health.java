package org.p2pvps.rest.health;

import java.util.List;

/**
 * How the server is.
 *
 * @param status whether everything is there
 * @param parts the database, and the bundles that offer REST resources
 */
public record Health(Status status, List<Part> parts) {
    /** Whether everything is there. */
    public enum Status {
        UP,
        DEGRADED
    }

    /**
     * One part of the server.
     *
     * @param detail what is wrong with it; empty if nothing is
     */
    public record Part(String name, boolean up, String detail) {}

    static Health of(List<Part> parts) {
        return new Health(parts.stream().allMatch(Part::up) ? Status.UP : Status.DEGRADED, parts);
    }
}
