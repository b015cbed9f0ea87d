package org.p2pvps.agent.governor;

import java.io.IOException;
import java.time.Duration;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.device.DeviceFile;
import org.p2pvps.agent.device.DeviceFileException;
import org.p2pvps.agent.server.RefusedException;
import org.p2pvps.agent.state.AgentState;
import org.p2pvps.agent.state.StateStore;
import org.p2pvps.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop that talks to the server: registers, checks in, and puts what the server wants into the state. */
final class ServerLink implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
    private static final Duration FILE_LOOK = Duration.ofSeconds(2);
    private static final Duration WIPE_LOOK = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private final DeviceFile file;
    private final StateStore store;
    private final Talk talk;
    private final ServerContact contact;
    private final Backoff backoff;
    private final Bell bell;
    private final Bell governor;
    private final OwnerLog owner = new OwnerLog();
    private final KeyWarnings warnings = new KeyWarnings();
    private Credentials refused;

    /**
     * @param bell rung when the governor has destroyed what was to be destroyed
     * @param governor rung when the state changed
     */
    ServerLink(
            DeviceFile file,
            StateStore store,
            Talk talk,
            ServerContact contact,
            Backoff backoff,
            Bell bell,
            Bell governor) {
        this.file = file;
        this.store = store;
        this.talk = talk;
        this.contact = contact;
        this.backoff = backoff;
        this.bell = bell;
        this.governor = governor;
    }

    @Override
    public void run() {
        try {
            while (!store.isClosed()) {
                Duration pause = step();
                if (!pause.isZero()) {
                    bell.await(pause);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The link to the server ends");
        }
    }

    /** Takes the next step; returns how long to wait before the one after. */
    Duration step() {
        try {
            Credentials credentials = file.read();
            if (credentials.equals(refused)) {
                contact.failed();
                return FILE_LOOK;
            }
            refused = null;
            warnings.look(file, credentials);
            return isForThis(credentials) ? converse(credentials) : FILE_LOOK;
        } catch (DeviceFileException e) {
            contact.failed();
            owner.must(e.getMessage() + " Looking again every few seconds.");
            return FILE_LOOK;
        } catch (RuntimeException e) {
            if (store.isClosed()) {
                return FILE_LOOK;
            }
            contact.failed();
            owner.must("The agent can't go on: " + e.getMessage() + " Trying again.");
            LOG.debug("A step failed", e);
            return backoff.next();
        }
    }

    /** Whether the state belongs to the file's device. What was kept for another is destroyed first. */
    private boolean isForThis(Credentials credentials) {
        AgentState state = store.get();
        if (credentials.deviceId().equals(state.deviceId())) {
            return true;
        }
        if (state.deviceId() != null && (state.lease() != null || state.mustWipe())) {
            owner.passing(
                    "other", "device.json is for another device now: destroying what was kept for the former one.");
            voidLease();
            return false;
        }
        store.update(now -> now.of(credentials.deviceId()));
        return true;
    }

    private Duration converse(Credentials credentials) {
        try {
            AgentState state = store.get();
            if (state.mustWipe()) {
                return awaitWipe(credentials);
            }
            Talk.Outcome outcome = talk.next(credentials, state);
            contact.answered();
            owner.well("The server " + credentials.server() + " answers.");
            return act(outcome, credentials);
        } catch (RefusedException e) {
            contact.failed();
            return refusal(e, credentials);
        } catch (IOException e) {
            contact.failed();
            owner.passing(
                    "unreachable",
                    "The server " + credentials.server() + " can't be reached (" + reason(e)
                            + "). What runs goes on; trying again.");
            return afterOutage();
        }
    }

    /** The server is to see the trouble if destroying takes long; what it wants meanwhile is known. */
    private Duration awaitWipe(Credentials credentials) {
        try {
            talk.signOfLife(credentials);
            contact.answered();
        } catch (IOException e) {
            contact.failed();
            LOG.debug("The server could not be told: {}", e.getMessage());
        }
        return WIPE_LOOK;
    }

    private Duration act(Talk.Outcome outcome, Credentials credentials) {
        return switch (outcome) {
            case GO_ON -> {
                backoff.reset();
                governor.ring();
                yield Duration.ZERO;
            }
            case REGISTER -> backoff.next();
            case RESET -> {
                voidLease();
                yield FILE_LOOK;
            }
            case RETIRED -> {
                voidLease();
                owner.must(
                        Refusals.advice(new RefusedException(409, ErrorCode.DEVICE_RETIRED.slug(), ""), credentials));
                refused = credentials;
                yield FILE_LOOK;
            }
        };
    }

    private Duration refusal(RefusedException e, Credentials credentials) {
        if (e.isTransient()) {
            owner.passing(
                    "unready",
                    "The server " + credentials.server() + " is not ready, or no P2P VPS server (" + e.getMessage()
                            + "). What runs goes on; trying again.");
            return afterOutage();
        }
        if (e.is(ErrorCode.RESET_REQUIRED) || e.is(ErrorCode.GENERATION_VOID)) {
            voidLease();
            return backoff.next();
        }
        if (e.is(ErrorCode.DEVICE_RETIRED)) {
            return act(Talk.Outcome.RETIRED, credentials);
        }
        owner.must(Refusals.advice(e, credentials));
        return awaitNewFile(credentials);
    }

    /** A server that was away may come back with other addresses, ports or images: registering anew tells. */
    private Duration afterOutage() {
        talk.forget();
        return backoff.next();
    }

    /** Half a minute, or until the owner changed the file. */
    private Duration awaitNewFile(Credentials credentials) {
        long until = System.nanoTime() + AFTER_REFUSAL.toNanos();
        try {
            while (System.nanoTime() - until < 0 && isUnchanged(credentials)) {
                bell.await(FILE_LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FILE_LOOK;
        }
        return Duration.ZERO;
    }

    private boolean isUnchanged(Credentials credentials) {
        try {
            return file.read().equals(credentials);
        } catch (DeviceFileException e) {
            return false;
        }
    }

    private void voidLease() {
        store.update(state -> state.mustWipe() ? state : state.voided(talk.heldGeneration(state)));
        talk.forget();
        governor.ring();
    }

    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : e.getMessage();
    }
}
