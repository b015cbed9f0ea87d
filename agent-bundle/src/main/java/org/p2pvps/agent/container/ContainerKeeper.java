package org.p2pvps.agent.container;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.ContainerSpec;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.HeldContainer;
import org.p2pvps.protocol.Limits;
import org.p2pvps.protocol.RegisterAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes it so that exactly one container of a lease's generation runs, bounded and with its account. Whatever was there
 * before, each step looks first and does only what is missing, so that it can be cut anywhere and run again.
 */
public final class ContainerKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerKeeper.class);
    private static final String NETWORK = "p2pvps";
    /** A tenant may have stopped the SSH server for a reason; the tunnel is opened all the same then. */
    private static final Duration PATIENCE_FOR_SSH = Duration.ofSeconds(30);

    private final ContainerEngine engine;
    private final ImageSource images;
    private final LimitCheck limitCheck;
    private final AccountSetup account;
    private final SshGreeting greeting;
    private final Wiper wiper;
    private Run run;

    /** What is known of one run of the container. */
    private static final class Run {
        private final String id;
        private final String startedAt;
        private final long since = System.nanoTime();
        private boolean ready;
        private Limits checked;
        private Optional<String> complaint = Optional.empty();

        private Run(ContainerView view) {
            this.id = view.id();
            this.startedAt = view.startedAt();
        }

        private boolean isOf(ContainerView view) {
            return id.equals(view.id()) && startedAt.equals(view.startedAt());
        }
    }

    public ContainerKeeper(
            ContainerEngine engine,
            ImageSource images,
            LimitCheck limitCheck,
            AccountSetup account,
            SshGreeting greeting,
            Wiper wiper) {
        this.engine = engine;
        this.images = images;
        this.limitCheck = limitCheck;
        this.account = account;
        this.greeting = greeting;
        this.wiper = wiper;
    }

    /** Looks, and does what is missing. May take minutes when the image has to be fetched. */
    public Kept keep(RegisterAnswer lease, List<String> sshKeys) throws IOException, TroubleException {
        ContainerView view = running(theOneOf(lease));
        if (run == null || !run.isOf(view)) {
            run = new Run(view);
        }
        limit(view, lease.limits());
        account.apply(view, lease.login(), sshKeys);
        return new Kept(view.address(), isReady(view), run.complaint);
    }

    private String theOneOf(RegisterAnswer lease) throws IOException, TroubleException {
        List<HeldContainer> held = engine.containersOf(lease.deviceId());
        String name = ContainerNames.of(lease.deviceId(), lease.generation());
        Optional<HeldContainer> kept = held.stream()
                .filter(container -> container.generation() == lease.generation())
                .min(Comparator.comparing(
                                (HeldContainer container) -> !container.name().equals(name))
                        .thenComparing(HeldContainer::name));
        wiper.destroy(held.stream()
                .filter(container -> !container.equals(kept.orElse(null)))
                .toList());
        return kept.isPresent() ? kept.get().id() : create(lease, name);
    }

    private String create(RegisterAnswer lease, String name) throws IOException, TroubleException {
        images.ensure(lease.image());
        engine.ensureNetwork(NETWORK);
        engine.create(new ContainerSpec(
                name,
                ContainerNames.hostname(lease.deviceName()),
                lease.image().name(),
                lease.deviceId(),
                lease.generation(),
                NETWORK,
                lease.limits()));
        LOG.info("Container {} was made.", name);
        return name;
    }

    private ContainerView running(String id) throws TroubleException {
        ContainerView found = inspect(id);
        if (found.isRunning()) {
            return found;
        }
        if (found.state() == ContainerView.State.RESTARTING) {
            throw new TroubleException("The container stops by itself right after its start, again and again.");
        }
        engine.ensureNetwork(NETWORK);
        engine.start(id);
        ContainerView started = inspect(id);
        if (!started.isRunning()) {
            throw new TroubleException("The container stopped right after its start.");
        }
        LOG.info("The container is running.");
        return started;
    }

    private ContainerView inspect(String id) throws TroubleException {
        return engine.inspect(id)
                .orElseThrow(() -> new TroubleException("The container went away while it was looked at."));
    }

    /** Looked at once for each run and change; again and again while there is something to complain of. */
    private void limit(ContainerView view, Limits wanted) throws TroubleException {
        if (wanted.equals(run.checked) && run.complaint.isEmpty()) {
            return;
        }
        if (!view.limits().equals(wanted)) {
            engine.limit(view.id(), wanted);
        }
        run.complaint = limitCheck.complaint(engine.info(), inspect(view.id()), wanted);
        run.checked = wanted;
    }

    private boolean isReady(ContainerView view) {
        if (!run.ready) {
            run.ready = !view.address().isEmpty() && greeting.answers(view.address())
                    || System.nanoTime() - run.since > PATIENCE_FOR_SSH.toNanos();
        }
        return run.ready;
    }
}
