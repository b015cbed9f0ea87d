package org.p2pvps.localtunnel.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A message's header fields in their order. */
public final class Fields implements Iterable<Field> {
    private final List<Field> fields;
    private Set<String> connectionOptions;

    Fields(List<Field> fields) {
        this.fields = fields;
    }

    public static Fields none() {
        return new Fields(List.of());
    }

    @Override
    public Iterator<Field> iterator() {
        return fields.iterator();
    }

    /** The values of all fields of that name, whatever its case. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Field field : fields) {
            if (field.is(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.is(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** Whether {@code Accept} asks for a media type that contains {@code part}. */
    public boolean accepts(String part) {
        return all("accept").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(part));
    }

    /** The options in {@code Connection}, in lower case (RFC 9110, 7.6.1). */
    Set<String> connectionOptions() {
        if (connectionOptions == null) {
            connectionOptions = readConnectionOptions();
        }
        return connectionOptions;
    }

    private Set<String> readConnectionOptions() {
        Set<String> options = Set.of();
        for (Field field : fields) {
            if (field.is("connection")) {
                options = options.isEmpty() ? new HashSet<>() : options;
                for (String option : field.value().toLowerCase(Locale.ROOT).split(",", -1)) {
                    options.add(option.strip());
                }
            }
        }
        return options;
    }
}
