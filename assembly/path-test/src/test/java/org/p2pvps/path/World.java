package org.p2pvps.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** All there is in the tests: a server, a mail server, and a home with a Docker engine and agents in it. */
final class World implements ExtensionContext.Store.CloseableResource {
    static final String DOMAIN = "p2pvps.test";

    private static final Path ROOT =
            Path.of(System.getProperty("p2pvps.root", "../..")).toAbsolutePath();
    private static final String VERSION = System.getProperty("p2pvps.version", "1.0.0-SNAPSHOT");
    private static final Path LOGS = Path.of(System.getProperty("p2pvps.logs", "target/logs"));

    private final Path folder;
    private final HomeNetwork network = new HomeNetwork();
    private final Mailbox mailbox = new Mailbox();
    private final DockerEngine engine;
    private final List<Agent> agents = new ArrayList<>();
    private Server server;

    private World(Path folder) {
        this.folder = folder;
        this.engine = new DockerEngine(folder.resolve("engine"), network);
    }

    static World open() {
        try {
            // The world's files lie where a Docker engine can work: a path short enough for its socket, and no memory
            // disk.
            World world = new World(Files.createTempDirectory(Path.of("/var/tmp"), "p2pvps-path-"));
            Runtime.getRuntime().addShutdownHook(new Thread(world::close));
            world.begin();
            return world;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        Figures.step("a home network with a Docker engine, and a mail server");
        Files.createDirectories(folder.resolve("engine"));
        Files.writeString(folder.resolve("hosts"), network.serverAddress() + " " + DOMAIN + "\n127.0.0.1 localhost\n");
        network.open();
        engine.start();
        mailbox.start();
    }

    private Server startedServer() {
        Figures.mebibytes("server_dist_mib", mebibytes(archive("server")));
        Figures.mebibytes("agent_dist_mib", mebibytes(archive("agent")));
        Distribution unpacked = Distribution.unpacked(archive("server"), folder.resolve("server"));
        server = new Server(unpacked, network.serverAddress());
        server.configure(mailbox.port());
        server.offerImage(image());
        Figures.step("the server's first start");
        Figures.seconds("server_first_start_s", server.start());
        server.stop();
        Figures.step("the server's second start");
        Figures.seconds("server_first_answer_s", server.start());
        return server;
    }

    private static double mebibytes(Path file) {
        return file.toFile().length() / 1048576.0;
    }

    private static Path archive(String program) {
        return ROOT.resolve("assembly/%s/target/p2pvps-%s-%s.tar.gz".formatted(program, program, VERSION));
    }

    /** The renter's image, as {@code images/build} made it: for this machine, or for what the environment names. */
    static Path image() {
        String architecture = Optional.ofNullable(System.getenv("P2PVPS_ARCHITECTURE"))
                .orElseGet(() -> Programs.must("dpkg", "--print-architecture"));
        return ROOT.resolve("images/out/p2pvps-" + architecture + ".tar.gz");
    }

    /** Another device in the home; its agent is not started. */
    Agent newAgent(String name) {
        Distribution unpacked = Distribution.unpacked(archive("agent"), folder.resolve("agent-" + name));
        Agent agent = new Agent(unpacked, engine, network, folder.resolve("hosts"));
        agents.add(agent);
        return agent;
    }

    /** The server; started when it is first asked for. */
    Server server() {
        return server == null ? startedServer() : server;
    }

    DockerEngine engine() {
        return engine;
    }

    HomeNetwork network() {
        return network;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** A folder for one test class's own files. */
    Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Site site(Login login) {
        return new Site(login.web(), network.serverAddress());
    }

    /** For a failed test: the ends of all logs. */
    String lastWords() {
        StringBuilder words = new StringBuilder();
        if (server != null) {
            words.append("--- server\n").append(end(server.distribution()));
        }
        for (Agent agent : agents) {
            words.append("--- ")
                    .append(agent.distribution().home().getFileName())
                    .append('\n');
            words.append(end(agent.distribution()));
        }
        return words.toString();
    }

    private static String end(Distribution distribution) {
        List<String> lines = distribution.log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())) + "\n";
    }

    @Override
    public synchronized void close() {
        if (!Files.exists(folder)) {
            return;
        }
        agents.forEach(Agent::close);
        if (server != null) {
            server.close();
        }
        mailbox.close();
        engine.close();
        network.close();
        keepLogs();
        Programs.must("rm", "-rf", folder.toString());
    }

    private void keepLogs() {
        try {
            Files.createDirectories(LOGS);
            if (server != null) {
                Files.writeString(
                        LOGS.resolve("server.log"), server.distribution().log());
            }
            for (Agent agent : agents) {
                Path file = LOGS.resolve(agent.distribution().home().getFileName() + ".log");
                Files.writeString(file, agent.distribution().log());
            }
            Path engineLog = folder.resolve("engine/dockerd.log");
            Files.copy(engineLog, LOGS.resolve("dockerd.log"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
