package org.p2pvps.api;

/** A text that must not show up in logs, events or errors. Stores keep it sealed. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "[secret]";
    }
}
