package org.p2pvps.registration;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.protocol.ErrorCode;

/** What went to and from a device, for those whom it concerns: its owner sees all of it, a renter what their rentals carried. */
@Component(service = DeviceTraffic.class)
public final class DeviceTraffic {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    /** Beyond these, neither days can be reckoned nor databases asked. */
    private static final Instant EARLIEST = Instant.parse("1970-02-02T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile TrafficStore traffic;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile RentalStore rentals;

    private final Clock clock;

    /** For Declarative Services. */
    public DeviceTraffic() {
        this(Clock.systemUTC());
    }

    DeviceTraffic(Clock clock) {
        this.clock = clock;
    }

    DeviceTraffic(TrafficStore traffic, RentalStore rentals, Clock clock) {
        this.traffic = traffic;
        this.rentals = rentals;
        this.clock = clock;
    }

    /**
     * @param from the first hour, as ISO 8601 has it; null: a day before the end
     * @param to the end; null: now
     * @throws ProblemException {@code field-invalid} for a time that is none or more than 31 days; {@code not-found} for whom
     *     the device does not concern; {@code service-missing}
     */
    DeviceTrafficJson between(Device device, Caller caller, String from, String to) {
        Instant end = instant("to", to).orElseGet(clock::instant);
        Instant start = instant("from", from).orElseGet(() -> end.minus(USUAL)).truncatedTo(ChronoUnit.HOURS);
        if (start.isAfter(end) || start.isBefore(end.minus(LONGEST).minus(1, ChronoUnit.HOURS))) {
            throw new ProblemException(
                    ErrorCode.FIELD_INVALID, "From and to are at most 31 days apart, in this order.");
        }
        Optional<Set<UUID>> leases = visibleLeases(device, caller);
        List<Traffic> rows = there(traffic).of(device.id(), start, end).stream()
                .filter(row -> leases.map(own -> own.contains(row.leaseId())).orElse(true))
                .toList();
        return DeviceTrafficJson.of(device.id(), start, end, rows);
    }

    /** @return empty for all */
    private Optional<Set<UUID>> visibleLeases(Device device, Caller caller) {
        if (caller.is(Role.ADMIN) || caller.id().equals(device.ownerId())) {
            return Optional.empty();
        }
        Set<UUID> leases = there(rentals).byRenter(caller.id()).stream()
                .filter(rental -> rental.deviceId().equals(device.id()))
                .map(Rental::leaseId)
                .collect(Collectors.toSet());
        if (leases.isEmpty()) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours.");
        }
        return Optional.of(leases);
    }

    private static Optional<Instant> instant(String field, String text) {
        try {
            return text == null || text.isBlank()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(text)).map(time -> near(field, time));
        } catch (DateTimeException e) {
            throw noTime(field);
        }
    }

    private static Instant near(String field, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw noTime(field);
        }
        return time;
    }

    private static ProblemException noTime(String field) {
        return new ProblemException(
                ErrorCode.FIELD_INVALID, "The field " + field + " is no time such as 2026-01-31T12:00:00Z.");
    }

    private static <T> T there(T store) {
        return Optional.ofNullable(store)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.SERVICE_MISSING, "The database is away just now. Try again in a few seconds."));
    }
}
