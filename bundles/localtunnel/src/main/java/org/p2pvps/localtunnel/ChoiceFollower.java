package org.p2pvps.localtunnel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.p2pvps.api.site.CustomDomainStore;
import org.p2pvps.api.site.CustomDomainStore.MappedDomain;
import org.p2pvps.api.site.SiteChoiceStore;
import org.p2pvps.api.site.SiteChoiceStore.ChosenSite;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.localtunnel.gateway.Choices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what renters chose like the database, read every second. While there is no store, or it fails, what is known stays. */
final class ChoiceFollower implements Choices, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChoiceFollower.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Reading may take a twentieth of the time at most, however much there is. */
    private static final int IDLE_SHARE = 20;

    private final Supplier<SiteChoiceStore> choices;
    private final Supplier<CustomDomainStore> domains;
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "gateway-choices"));
    private volatile Map<String, Choice> byName = Map.of();
    private volatile Map<String, String> nameByDomain = Map.of();

    /** Both give null while there is no store. */
    ChoiceFollower(Supplier<SiteChoiceStore> choices, Supplier<CustomDomainStore> domains) {
        this.choices = choices;
        this.domains = domains;
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        executor.execute(this::sweep);
    }

    @Override
    public Choice of(String name) {
        return byName.getOrDefault(name, STANDARD);
    }

    @Override
    public Optional<String> nameOf(String domain) {
        return Optional.ofNullable(nameByDomain.get(domain));
    }

    /** A store call that is under way is left to end: an interrupt could reach into the database. */
    @Override
    public void close() {
        executor.shutdown();
    }

    private void sweep() {
        long start = System.nanoTime();
        try {
            read();
        } catch (RuntimeException e) {
            LOG.debug("Renters' choices can't be read now; what is known stays", e);
        }
        long pause = Math.max(PERIOD.toNanos(), IDLE_SHARE * (System.nanoTime() - start));
        try {
            executor.schedule(this::sweep, pause, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not following choices any more", closed);
        }
    }

    private void read() {
        SiteChoiceStore chosen = choices.get();
        CustomDomainStore mapped = domains.get();
        if (chosen != null) {
            byName = byName(chosen.ofActiveRentals());
        }
        if (mapped != null) {
            nameByDomain = mapped.ofActiveRentals().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            MappedDomain::name, MappedDomain::subdomain, (one, other) -> one));
        }
    }

    private static Map<String, Choice> byName(List<ChosenSite> sites) {
        return sites.stream()
                .collect(Collectors.toUnmodifiableMap(
                        ChosenSite::subdomain,
                        site -> new Choice(site.tls() == TlsMode.PASS_THROUGH, site.redirect()),
                        (one, other) -> one));
    }
}
