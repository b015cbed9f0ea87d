package org.p2pvps.agent.governor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.Connection;
import org.p2pvps.agent.connection.Connector;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.container.AccountSetup;
import org.p2pvps.agent.container.Cgroups;
import org.p2pvps.agent.container.ContainerKeeper;
import org.p2pvps.agent.container.ImageSource;
import org.p2pvps.agent.container.LimitCheck;
import org.p2pvps.agent.container.Wiper;
import org.p2pvps.agent.device.DeviceFile;
import org.p2pvps.agent.engine.ContainerSpec;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.hardware.HardwareMeasure;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.state.StateStore;
import org.p2pvps.agent.testing.FakeEngine;
import org.p2pvps.agent.testing.FakeServer;
import org.p2pvps.agent.tunnel.ContainerAddress;
import org.p2pvps.protocol.ContainerStatus;
import org.p2pvps.protocol.DesiredState.Phase;

/** An agent without threads, in a world where things go wrong one at a time. */
final class World implements AutoCloseable {
    private static final Path NOWHERE = Path.of("/nonexistent");

    private final Path home;
    private final FakeEngine engine = new FakeEngine();
    private final ServerModel server = new ServerModel();
    private final List<String> harm = new ArrayList<>();
    private final JsonCodec json = new JsonCodec();
    private StateStore store;
    private StatusBoard board;
    private Governor governor;
    private ServerLink link;
    private int planted;

    /** What may happen next. */
    enum Event {
        LINK_STEP,
        GOVERNOR_PASS,
        AGENT_KILLED,
        AGENT_KILLED_IN_THE_NEXT_CALL,
        ENGINE_FAILS_BEFORE_THE_NEXT_CALL,
        ENGINE_FAILS_AFTER_THE_NEXT_CALL,
        ENGINE_AWAY,
        ENGINE_BACK,
        MACHINE_REBOOTED,
        CONTAINER_LOST,
        FORMER_CONTAINER_APPEARS,
        SERVER_AWAY,
        SERVER_BACK,
        ANSWER_LOST,
        RENTAL_BEGINS,
        RENTAL_ENDS
    }

    /** The agent's process ends in the middle of something. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    World(Path home) {
        this.home = home;
        engine.addImage(FakeServer.IMAGE);
        write(home.resolve("device.json"), server.deviceFile());
        startAgent();
    }

    FakeEngine engine() {
        return engine;
    }

    ServerModel server() {
        return server;
    }

    AgentStatus status() {
        return board.get();
    }

    /** What was destroyed that should not have been. */
    List<String> harm() {
        return harm;
    }

    void happen(Event event) {
        switch (event) {
            case LINK_STEP -> agentDoes(link::step);
            case GOVERNOR_PASS -> agentDoes(governor::pass);
            case AGENT_KILLED -> startAgent();
            case AGENT_KILLED_IN_THE_NEXT_CALL -> failNext(engine::failAfter, new Killed());
            case ENGINE_FAILS_BEFORE_THE_NEXT_CALL ->
                failNext(engine::failBefore, new EngineException(false, "disk full", null));
            case ENGINE_FAILS_AFTER_THE_NEXT_CALL ->
                failNext(engine::failAfter, new EngineException(true, "connection reset", null));
            case ENGINE_AWAY -> engine.isAbsent();
            case ENGINE_BACK -> engine.works();
            case MACHINE_REBOOTED -> {
                engine.boxes().forEach(box -> box.state = ContainerView.State.STOPPED);
                startAgent();
            }
            case CONTAINER_LOST -> engine.lose();
            case FORMER_CONTAINER_APPEARS -> plantFormer();
            case SERVER_AWAY -> server.setAway(true);
            case SERVER_BACK -> server.setAway(false);
            case ANSWER_LOST -> server.loseNextAnswer();
            case RENTAL_BEGINS -> server.rent();
            case RENTAL_ENDS -> server.reset();
        }
    }

    /** Nothing goes wrong any more. */
    void heal() {
        engine.works();
        watchDestruction();
        server.setAway(false);
    }

    boolean isSettled() {
        return engine.boxes().size() == 1
                && server.phase() == Phase.RUN
                && engine.only().spec.generation() == server.generation()
                && status().container() == ContainerStatus.RUNNING
                && status().generation() == server.generation()
                && status().trouble().isEmpty();
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(World::delete);
        }
    }

    private void agentDoes(Runnable work) {
        watchDestruction();
        try {
            work.run();
        } catch (Killed killed) {
            startAgent();
        }
    }

    private void watchDestruction() {
        engine.onDestroy(box -> {
            if (server.phase() == Phase.RUN && box.spec.generation() == server.generation()) {
                harm.add("generation " + box.spec.generation() + " was destroyed while it was wanted");
            }
        });
    }

    private void failNext(Consumer<Consumer<String>> hook, Throwable failure) {
        hook.accept(call -> {
            engine.works();
            if (failure instanceof Killed killed) {
                throw killed;
            }
            throw (EngineException) failure;
        });
    }

    /** Such as one that was restored from a backup. */
    private void plantFormer() {
        int generation = server.generation() - 1;
        if (generation >= 1) {
            engine.plant(new ContainerSpec(
                    "former-" + planted++,
                    "host",
                    FakeServer.IMAGE,
                    server.deviceId(),
                    generation,
                    "p2pvps",
                    FakeServer.LIMITS));
        }
    }

    private void startAgent() {
        try {
            store = StateStore.open(home.resolve("state"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        board = new StatusBoard();
        Wiper wiper = new Wiper(engine);
        ContainerKeeper keeper = new ContainerKeeper(
                engine,
                new ImageSource(engine, "", null),
                new LimitCheck(new Cgroups(NOWHERE, NOWHERE)),
                new AccountSetup(engine),
                address -> true,
                wiper);
        ServerContact contact = new ServerContact(Clock.systemUTC());
        HardwareMeasure hardware = new HardwareMeasure(engine, NOWHERE, "amd64");
        Talk talk = new Talk(server, store, board, new Holdings(engine), hardware, "test");
        Governor.Ways ways = new Governor.Ways(new ContainerAddress(), idle(), idle());
        governor = new Governor(store, keeper, wiper, ways, board, contact, new Bell(), () -> {}, "unix:///nowhere");
        DeviceFile file = new DeviceFile(home.resolve("device.json"), json);
        link = new ServerLink(file, store, talk, contact, backoff(), new Bell(), new Bell());
    }

    private static <T> KeptConnection<T> idle() {
        return new KeptConnection<>("idle", new NoConnector<>(), backoff(), () -> {});
    }

    private static Backoff backoff() {
        return new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NoConnector<T> implements Connector<T> {
        @Override
        public Connection connect(T target, Runnable lost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String describe(T target) {
            return "nothing";
        }
    }
}
