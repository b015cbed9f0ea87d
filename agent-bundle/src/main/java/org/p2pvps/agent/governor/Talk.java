package org.p2pvps.agent.governor;

import java.io.IOException;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.hardware.HardwareMeasure;
import org.p2pvps.agent.server.AgentApi;
import org.p2pvps.agent.server.RefusedException;
import org.p2pvps.agent.state.AgentState;
import org.p2pvps.agent.state.StateStore;
import org.p2pvps.agent.state.TunnelKey;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.RegisterRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said to the server next, and what follows from the answer. */
final class Talk {
    private static final Logger LOG = LoggerFactory.getLogger(Talk.class);
    private static final String NOTHING_SEEN = "";

    private final AgentApi api;
    private final StateStore store;
    private final StatusBoard board;
    private final Holdings holdings;
    private final HardwareMeasure hardware;
    private final String agentVersion;
    private volatile Credentials registeredWith;
    private String seenRevision = NOTHING_SEEN;
    private RegisterAnswer told;

    /** What follows. */
    enum Outcome {
        GO_ON,
        /** Register, but not in a hurry: the server and the agent don't agree on how things are. */
        REGISTER,
        /** Destroy what is held and register again. */
        RESET,
        /** Destroy what is held, and that was it. */
        RETIRED
    }

    Talk(
            AgentApi api,
            StateStore store,
            StatusBoard board,
            Holdings holdings,
            HardwareMeasure hardware,
            String agentVersion) {
        this.api = api;
        this.store = store;
        this.board = board;
        this.holdings = holdings;
        this.hardware = hardware;
        this.agentVersion = agentVersion;
    }

    /** Registers if that is due, else checks in: a long poll. */
    Outcome next(Credentials credentials, AgentState state) throws IOException {
        boolean registered = credentials.equals(registeredWith) && state.lease() != null;
        return registered ? checkIn(credentials, state) : register(credentials, state);
    }

    /** Tells the server how things are; the answer does not matter. */
    void signOfLife(Credentials credentials) throws IOException {
        api.checkIn(credentials, report(store.get(), NOTHING_SEEN));
    }

    /** What news of the status are to be told with; null while that is not possible. */
    Credentials registeredWith() {
        return registeredWith;
    }

    /** The generation to be destroyed if all is to be destroyed: at least 1, since the server counts from there. */
    int heldGeneration(AgentState state) {
        int leased = state.lease() == null ? 1 : state.lease().generation();
        return Math.max(leased, holdings.generation(state));
    }

    /** The next thing to say is a registration. */
    void forget() {
        seenRevision = NOTHING_SEEN;
        registeredWith = null;
    }

    private Outcome register(Credentials credentials, AgentState before) throws IOException {
        AgentState state = store.update(now -> now.tunnelKey() == null ? now.with(TunnelKey.create()) : now);
        int held = holdings.generation(state);
        RegisterAnswer answer = api.register(
                credentials,
                new RegisterRequest(
                        RegisterRequest.PROTOCOL,
                        agentVersion,
                        state.instanceId(),
                        held,
                        state.tunnelKey().line(),
                        hardware.measure(),
                        state.wipe()));
        if (!answer.deviceId().equals(credentials.deviceId())) {
            throw new RefusedException(
                    ErrorCode.FORBIDDEN.status(),
                    ErrorCode.FORBIDDEN.slug(),
                    "the key in device.json belongs to another device than the id in it");
        }
        if (isOfAnother(answer, held)
                || before.lease() != null && isOfAnother(answer, before.lease().generation())) {
            return Outcome.RESET;
        }
        store.update(now -> now.with(answer));
        registeredWith = credentials;
        seenRevision = NOTHING_SEEN;
        tell(answer);
        return Outcome.GO_ON;
    }

    private void tell(RegisterAnswer answer) {
        if (answer.equals(told)) {
            return;
        }
        told = answer;
        LOG.info(
                "Registered as \"{}\", generation {}: SSH at {} port {}, web name {}.",
                answer.deviceName(),
                answer.generation(),
                answer.tunnel().host(),
                answer.tunnel().bindPort(),
                answer.web().subdomain());
    }

    private Outcome checkIn(Credentials credentials, AgentState state) throws IOException {
        DesiredState desired;
        try {
            desired = api.checkIn(credentials, report(state, seenRevision));
        } catch (RefusedException e) {
            if (e.is(ErrorCode.DEVICE_KEY_IN_USE)) {
                // Perhaps the key was only made anew: registering tells.
                forget();
                return Outcome.REGISTER;
            }
            throw e;
        }
        return switch (desired.phase()) {
            case RUN -> run(desired);
            case RESET -> Outcome.RESET;
            case RETIRED -> Outcome.RETIRED;
        };
    }

    private Outcome run(DesiredState desired) {
        AgentState state = store.update(now ->
                now.lease() != null && now.lease().generation() == desired.generation() ? now.with(desired) : now);
        if (state.lease() == null || state.lease().generation() != desired.generation()) {
            forget();
            return Outcome.REGISTER;
        }
        seenRevision = desired.revision();
        return Outcome.GO_ON;
    }

    private CheckInRequest report(AgentState state, String revision) {
        AgentStatus status = board.forReport();
        return new CheckInRequest(
                state.instanceId(),
                status.generation(),
                revision,
                status.container(),
                status.tunnelUp(),
                status.trouble());
    }

    private static boolean isOfAnother(RegisterAnswer answer, int generation) {
        return generation != 0 && generation != answer.generation();
    }
}
