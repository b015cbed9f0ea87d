package org.p2pvps.tunnel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.p2pvps.api.tunnel.OpenTunnel;

/** Former selves meet as services in the framework's name. They are of other bundle revisions, so they speak in types of the JVM. */
final class Predecessors implements FormerSelves {
    private static final String NAME = "org.p2pvps.tunnel.draining";

    private final BundleContext framework;

    /** @param context this bundle's */
    Predecessors(BundleContext context) {
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
    }

    @Override
    public AutoCloseable join(Self self) {
        Supplier<List<Map<String, Object>>> list =
                () -> self.tunnels().stream().map(Predecessors::toMap).toList();
        Predicate<UUID> cut = self::cut;
        ServiceRegistration<?> listing = register(Supplier.class, list);
        ServiceRegistration<?> cutting = register(Predicate.class, cut);
        return () -> {
            listing.unregister();
            cutting.unregister();
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<OpenTunnel> tunnels() {
        List<List<Map<String, Object>>> lists =
                ask(Supplier.class, list -> ((Supplier<List<Map<String, Object>>>) list).get());
        return lists.stream().flatMap(List::stream).map(Predecessors::ofMap).toList();
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean cut(UUID deviceId) {
        return ask(Predicate.class, cut -> ((Predicate<UUID>) cut).test(deviceId))
                .contains(true);
    }

    private <T> ServiceRegistration<?> register(Class<T> type, T service) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(NAME, true);
        return framework.registerService(type, service, properties);
    }

    /** What each answers that is there. */
    private <T, A> List<A> ask(Class<T> type, Function<T, A> question) {
        try {
            List<A> answers = new ArrayList<>();
            for (ServiceReference<T> reference : framework.getServiceReferences(type, "(" + NAME + "=true)")) {
                T service = framework.getService(reference);
                if (service != null) {
                    answers.add(question.apply(service));
                    framework.ungetService(reference);
                }
            }
            return answers;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> toMap(OpenTunnel tunnel) {
        return Map.of(
                "deviceId", tunnel.deviceId(),
                "generation", tunnel.generation(),
                "port", tunnel.port(),
                "from", tunnel.from(),
                "since", tunnel.since(),
                "sessions", tunnel.sessions(),
                "bytesIn", tunnel.bytesIn(),
                "bytesOut", tunnel.bytesOut());
    }

    static OpenTunnel ofMap(Map<String, Object> map) {
        return new OpenTunnel(
                (UUID) map.get("deviceId"),
                (int) map.get("generation"),
                (int) map.get("port"),
                (String) map.get("from"),
                (Instant) map.get("since"),
                (int) map.get("sessions"),
                (long) map.get("bytesIn"),
                (long) map.get("bytesOut"));
    }
}
