package org.p2pvps.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.Connector;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.web.SocketLoop;
import org.p2pvps.agent.web.WebConnector;
import org.p2pvps.agent.web.WebTarget;
import org.p2pvps.protocol.RegisterAnswer;

/** The agent's end of a web tunnel, kept up as the agent does it. The container's place is taken by an address. */
public final class AgentEnds {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private AgentEnds() {}

    /**
     * @param arguments the gateway's URL, the device's number, the container's address, the file that says whether it is up; for
     *     TLS on the data connections, as devices have it, also the port and the gateway's key
     */
    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[1]);
        SocketLoop loop = new SocketLoop("p2pvps-web-sockets");
        loop.start();
        WebConnector connector =
                WebConnector.toContainer(new JsonCodec(), loop, () -> Optional.of(arguments[2]), new SecureRandom());
        RegisterAnswer.Secure secure =
                arguments.length > 4 ? new RegisterAnswer.Secure(Integer.parseInt(arguments[4]), arguments[5]) : null;
        WebTarget target = new WebTarget(
                new RegisterAnswer.Web(arguments[0], Allotment.subdomain(number), Allotment.token(number), secure));
        keep(connector, target, Path.of(arguments[3]));
        new CountDownLatch(1).await();
    }

    private static <T> void keep(Connector<T> connector, T target, Path state) {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, new SecureRandom());
        StateFile file = new StateFile(state);
        KeptConnection<T> connection = new KeptConnection<>("p2pvps-web", connector, backoff, file::write);
        file.of(connection);
        connection.start();
        connection.want(target);
    }

    /** There while the connection is up. */
    private static final class StateFile {
        private final Path file;
        private KeptConnection<?> connection;

        StateFile(Path file) {
            this.file = file;
        }

        void of(KeptConnection<?> kept) {
            connection = kept;
        }

        void write() {
            try {
                if (connection.isUp()) {
                    Files.writeString(file, "up\n");
                } else {
                    Files.deleteIfExists(file);
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
