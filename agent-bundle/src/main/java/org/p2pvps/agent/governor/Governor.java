package org.p2pvps.agent.governor;

import java.io.IOException;
import java.time.Duration;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.container.ContainerKeeper;
import org.p2pvps.agent.container.Kept;
import org.p2pvps.agent.container.TroubleException;
import org.p2pvps.agent.container.Wiper;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.state.AgentState;
import org.p2pvps.agent.state.StateStore;
import org.p2pvps.agent.tunnel.ContainerAddress;
import org.p2pvps.agent.tunnel.TunnelTarget;
import org.p2pvps.agent.web.WebTarget;
import org.p2pvps.protocol.ContainerStatus;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.Wipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reconcile loop: compares what the state says with what is, and does what is missing. It holds nothing that it could
 * not find again, so it may be killed between any two steps.
 */
final class Governor implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Governor.class);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration UNSETTLED = Duration.ofMillis(200);
    private static final Duration TROUBLED = Duration.ofSeconds(2);

    private final StateStore store;
    private final ContainerKeeper keeper;
    private final Wiper wiper;
    private final Ways ways;
    private final StatusBoard board;
    private final ServerContact contact;
    private final Bell bell;
    private final Runnable wiped;
    private final String dockerHost;

    /** The ways to the container. */
    record Ways(ContainerAddress container, KeptConnection<TunnelTarget> tunnel, KeptConnection<WebTarget> web) {
        void open(AgentState state) {
            RegisterAnswer lease = state.lease();
            tunnel.want(new TunnelTarget(lease.deviceId(), lease.tunnel(), state.tunnelKey()));
            web.want(new WebTarget(lease.web()));
        }

        void close() {
            container.set("");
            tunnel.wantNone();
            web.wantNone();
        }
    }

    /**
     * @param bell rung when the state changed
     * @param wiped run when everything of a generation was destroyed
     * @param dockerHost for the owner's eyes
     */
    Governor(
            StateStore store,
            ContainerKeeper keeper,
            Wiper wiper,
            Ways ways,
            StatusBoard board,
            ServerContact contact,
            Bell bell,
            Runnable wiped,
            String dockerHost) {
        this.store = store;
        this.keeper = keeper;
        this.wiper = wiper;
        this.ways = ways;
        this.board = board;
        this.contact = contact;
        this.bell = bell;
        this.wiped = wiped;
        this.dockerHost = dockerHost;
    }

    @Override
    public void run() {
        try {
            while (!store.isClosed()) {
                bell.await(pass());
            }
        } catch (InterruptedException e) {
            LOG.debug("The governor ends");
        }
    }

    /** Looks once, and does what is missing; returns how long it may be before the next look. */
    Duration pass() {
        try {
            return reconcile(store.update(this::endedByItself));
        } catch (EngineException e) {
            trouble(e.isAbsent() ? absent(e) : e.getMessage());
        } catch (TroubleException e) {
            board.update(status -> status.with(ContainerStatus.FAILED, status.generation()));
            trouble(e.getMessage());
        } catch (IOException e) {
            trouble(e.getMessage() + ". Trying again.");
        } catch (RuntimeException e) {
            LOG.debug("A pass failed", e);
            trouble("Something failed: " + (e.getMessage() == null ? e.toString() : e.getMessage())
                    + ". Trying again.");
        }
        return TROUBLED;
    }

    private Duration reconcile(AgentState state) throws IOException, TroubleException {
        if (state.mustWipe()) {
            return wipe(state);
        }
        if (state.lease() != null) {
            return keep(state);
        }
        ways.close();
        board.update(status -> status.with(ContainerStatus.NONE, 0).withTrouble(""));
        return SETTLED;
    }

    /** The rental is over by the clock, and the server can't say so. */
    private AgentState endedByItself(AgentState state) {
        if (state.lease() == null || state.rentedUntil() == null || !contact.isPastWithoutServer(state.rentedUntil())) {
            return state;
        }
        LOG.info("The rental ended while the server is out of reach: destroying the tenant's container.");
        return state.voided(state.lease().generation());
    }

    private Duration wipe(AgentState state) throws TroubleException {
        ways.close();
        Wipe account = wiper.wipe(state.deviceId(), state.voidGeneration());
        if (!account.clean()) {
            throw new TroubleException("What a former tenant left is not all destroyed yet: " + account.containersLeft()
                    + " containers and " + account.volumesLeft() + " volumes are left. Trying again.");
        }
        store.update(now -> now.mustWipe() ? now.wiped(account) : now);
        LOG.info("Everything of generation {} was destroyed.", account.generation());
        board.update(status -> status.with(ContainerStatus.NONE, 0).withTrouble(""));
        wiped.run();
        return Duration.ZERO;
    }

    private Duration keep(AgentState state) throws IOException, TroubleException {
        prepare(state);
        Kept kept = keeper.keep(state.lease(), state.sshKeys());
        ways.container().set(kept.address());
        boolean fit = kept.complaint().isEmpty();
        serve(state, kept, fit);
        ContainerStatus status = statusOf(kept);
        int generation = state.lease().generation();
        board.update(last ->
                last.with(status, generation).withTrouble(kept.complaint().orElse("")));
        return kept.ready() ? SETTLED : UNSETTLED;
    }

    /** Connecting takes as long as making a container does: both at once. Nobody gets through while there is no container. */
    private void prepare(AgentState state) {
        ContainerStatus last = board.get().container();
        if (last == ContainerStatus.NONE) {
            ways.open(state);
        }
        if (last != ContainerStatus.RUNNING) {
            board.update(status -> status.with(ContainerStatus.PREPARING, status.generation()));
        }
    }

    /** The server tries to log in as soon as it reads RUNNING: so not before there is someone to let it in. */
    private static ContainerStatus statusOf(Kept kept) {
        if (kept.complaint().isPresent()) {
            return ContainerStatus.FAILED;
        }
        return kept.ready() ? ContainerStatus.RUNNING : ContainerStatus.PREPARING;
    }

    /** An unbounded container is for nobody; but who is in already stays in. */
    private void serve(AgentState state, Kept kept, boolean fit) {
        if (!fit && state.rentedUntil() == null) {
            ways.close();
        } else if (kept.ready()) {
            ways.open(state);
        }
    }

    private void trouble(String text) {
        if (store.isClosed()) {
            return;
        }
        board.update(status -> status.withTrouble(text));
    }

    private String absent(EngineException e) {
        return "Docker can't be used at " + dockerHost + " (" + e.getMessage()
                + "). Install and start it (apt install docker.io; systemctl start docker),"
                + " and let the agent's user reach it.";
    }
}
