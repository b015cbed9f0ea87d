package org.p2pvps.agent.governor;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.server.AgentApi;
import org.p2pvps.agent.server.Download;
import org.p2pvps.agent.server.RefusedException;
import org.p2pvps.agent.testing.FakeServer;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.DesiredState.Phase;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.RegisterRequest;

/** A server in memory that does at once what a real one does, and can be away, or lose an answer after it acted. */
final class ServerModel implements AgentApi {
    private final UUID deviceId = UUID.randomUUID();
    private int generation = 1;
    private Phase phase = Phase.RUN;
    private Instant rentedUntil;
    private boolean away;
    private boolean answerLost;

    UUID deviceId() {
        return deviceId;
    }

    int generation() {
        return generation;
    }

    Phase phase() {
        return phase;
    }

    String deviceFile() {
        return "{\"server\":\"http://localhost\",\"deviceId\":\"" + deviceId + "\",\"key\":\"" + FakeServer.KEY + "\"}";
    }

    void setAway(boolean now) {
        away = now;
    }

    void loseNextAnswer() {
        answerLost = true;
    }

    void rent() {
        if (phase == Phase.RUN) {
            rentedUntil = Instant.now().plusSeconds(3600);
        }
    }

    void reset() {
        if (phase == Phase.RUN) {
            generation++;
            phase = Phase.RESET;
            rentedUntil = null;
        }
    }

    @Override
    public RegisterAnswer register(Credentials credentials, RegisterRequest request) throws IOException {
        requireThere();
        boolean holdsOld = request.heldGeneration() != 0 && request.heldGeneration() != generation;
        boolean unclean = request.wipe() != null && !request.wipe().clean();
        if (phase == Phase.RESET && (holdsOld || unclean)) {
            throw new RefusedException(409, ErrorCode.RESET_REQUIRED.slug(), "first destroy");
        }
        phase = Phase.RUN;
        return delivered(new RegisterAnswer(
                deviceId,
                "Attic Pi",
                generation,
                new RegisterAnswer.Login("user" + generation, "password" + generation),
                new RegisterAnswer.Tunnel("h", 1, "k", 20_000 + generation),
                new RegisterAnswer.Web("http://h", "name" + generation, "token"),
                FakeServer.LIMITS,
                new RegisterAnswer.Image(FakeServer.IMAGE, "", "")));
    }

    @Override
    public DesiredState checkIn(Credentials credentials, CheckInRequest request) throws IOException {
        requireThere();
        String revision = generation + "-" + phase + "-" + rentedUntil;
        return delivered(new DesiredState(revision, generation, phase, rentedUntil, List.of(), FakeServer.LIMITS));
    }

    @Override
    public Download download(Credentials credentials, URI address, long from) {
        throw new UnsupportedOperationException();
    }

    private void requireThere() throws IOException {
        if (away) {
            throw new IOException("Connection refused");
        }
    }

    private <T> T delivered(T answer) throws IOException {
        if (answerLost) {
            answerLost = false;
            throw new IOException("Connection reset");
        }
        return answer;
    }
}
