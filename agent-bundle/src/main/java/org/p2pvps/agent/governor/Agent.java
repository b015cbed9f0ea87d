package org.p2pvps.agent.governor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.container.AccountSetup;
import org.p2pvps.agent.container.Cgroups;
import org.p2pvps.agent.container.ContainerKeeper;
import org.p2pvps.agent.container.ImageDownload;
import org.p2pvps.agent.container.ImageSource;
import org.p2pvps.agent.container.LimitCheck;
import org.p2pvps.agent.container.SshGreeting;
import org.p2pvps.agent.container.Wiper;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.device.DeviceFile;
import org.p2pvps.agent.device.DeviceFileException;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.docker.DockerEngine;
import org.p2pvps.agent.hardware.HardwareMeasure;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.server.AgentApi;
import org.p2pvps.agent.server.HttpAgentApi;
import org.p2pvps.agent.state.StateStore;
import org.p2pvps.agent.tunnel.ContainerAddress;
import org.p2pvps.agent.tunnel.SshConnector;
import org.p2pvps.agent.tunnel.TunnelTarget;
import org.p2pvps.agent.web.SocketLoop;
import org.p2pvps.agent.web.WebConnector;
import org.p2pvps.agent.web.WebTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole agent, put together. Closing it leaves the tenant's container running. */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Bell linkBell = new Bell();
    private final Bell governorBell = new Bell();
    private final StatusBoard board = new StatusBoard();
    private final ContainerAddress container = new ContainerAddress();
    private final SecureRandom random = new SecureRandom();
    private final SshConnector ssh = new SshConnector(container);
    private final SocketLoop loop = new SocketLoop("p2pvps-web-sockets");
    private final KeptConnection<TunnelTarget> tunnel;
    private final KeptConnection<WebTarget> web;
    private final StateStore store;
    private final List<Thread> threads;
    private volatile boolean closed;

    private Agent(AgentSettings settings, ContainerEngine engine, SshGreeting greeting, Clock clock, StateStore store) {
        this.store = store;
        JsonCodec json = new JsonCodec();
        ServerContact contact = new ServerContact(clock);
        AgentApi api = new HttpAgentApi(json, contact::saysTime);
        DeviceFile file = new DeviceFile(settings.deviceFile(), json);
        tunnel = new KeptConnection<>("p2pvps-tunnel", ssh, backoff(), this::tunnelChanged);
        web = new KeptConnection<>(
                "p2pvps-web", WebConnector.toContainer(json, loop, container::get, random), backoff(), () -> {});
        Wiper wiper = new Wiper(engine);
        ImageDownload download = new ImageDownload(
                api, () -> credentials(file), settings.stateFolder().resolve("download"), () -> isWanted(store));
        ContainerKeeper keeper = new ContainerKeeper(
                engine,
                new ImageSource(engine, settings.registry(), download),
                new LimitCheck(new Cgroups(Path.of("/proc"), Path.of("/sys/fs/cgroup"))),
                new AccountSetup(engine),
                greeting,
                wiper);
        HardwareMeasure hardware = new HardwareMeasure(engine, Path.of("/proc"), System.getProperty("os.arch"));
        Talk talk = new Talk(api, store, board, new Holdings(engine), hardware, settings.version());
        Governor governor = new Governor(
                store,
                keeper,
                wiper,
                new Governor.Ways(container, tunnel, web),
                board,
                contact,
                governorBell,
                linkBell::ring,
                settings.dockerHost());
        ServerLink link = new ServerLink(file, store, talk, contact, backoff(), linkBell, governorBell);
        threads = List.of(
                new Thread(new Unending(link), "p2pvps-server"),
                new Thread(new Unending(governor), "p2pvps-governor"),
                new Thread(new Unending(new Reporter(board, talk)), "p2pvps-report"));
    }

    /**
     * Starts an agent for Docker.
     *
     * @throws IOException if its state folder can't be used
     */
    public static Agent start(AgentSettings settings) throws IOException {
        return start(settings, new DockerEngine(settings.dockerHost()), SshGreeting.overTcp(), Clock.systemUTC());
    }

    static Agent start(AgentSettings settings, ContainerEngine engine, SshGreeting greeting, Clock clock)
            throws IOException {
        StateStore store = StateStore.open(settings.stateFolder(), new JsonCodec());
        Agent agent = new Agent(settings, engine, greeting, clock, store);
        LOG.info("P2P VPS agent {}; its state is in {}.", settings.version(), settings.stateFolder());
        agent.start();
        return agent;
    }

    /** What the agent says of itself now. */
    AgentStatus status() {
        return board.get();
    }

    @Override
    public void close() {
        closed = true;
        store.close();
        threads.forEach(Thread::interrupt);
        tunnel.close();
        web.close();
        ssh.close();
        loop.close();
        LOG.info("The agent stopped; a container that runs goes on.");
    }

    private void start() {
        loop.start();
        tunnel.start();
        web.start();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void tunnelChanged() {
        board.update(status -> status.withTunnel(tunnel.isUp()));
        governorBell.ring();
    }

    private boolean isWanted(StateStore store) {
        return !closed && store.get().lease() != null;
    }

    private Backoff backoff() {
        return new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    }

    private static Credentials credentials(DeviceFile file) {
        try {
            return file.read();
        } catch (DeviceFileException e) {
            throw new UncheckedIOException(new IOException(e.getMessage()));
        }
    }
}
