package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that are nearly right, in both directions: nothing hangs, nobody else is disturbed, and nobody ever gets what was
 * meant for another.
 */
@SuppressWarnings("try") // A device is there to be there.
class FuzzTest {
    private static final int MESSAGES = 250;
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s";

    private static final List<String> REQUESTS = List.of(
            "GET /fuzz HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
            "POST /fuzz HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: 5\r\n\r\nhello",
            "POST /fuzz HTTP/1.1\r\nHost: mysite.localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n",
            "GET http://mysite.localhost/fuzz HTTP/1.0\r\nHost: mysite.localhost\r\nConnection: close, X\r\nX: 1\r\n\r\n",
            "GET /fuzz HTTP/1.1\r\nHost: mysite.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nbytes");

    private static final List<String> ANSWERS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nbytes",
            "HTTP/1.0 200 OK\r\n\r\nto the end");

    private static final String[] PIECES = {
        "\r\n",
        "\r",
        "\n",
        "\0",
        " ",
        "\t",
        ":",
        ";",
        ",",
        "0",
        "5",
        "ffffffff",
        "-1",
        "Content-Length: 3\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Host: other\r\n",
        "HTTP/1.1",
        "GET /smuggled HTTP/1.1\r\n",
        "\u00ff",
        "\r\n\r\n"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void visitorsRequests(long seed) throws Exception {
        Random random = new Random(seed);
        try (TestGateway gateway = new TestGateway(Map.of("headerTimeout", 1, "responseTimeout", 1, "waitTimeout", 2));
                Origin origin = new Origin((head, in, out) -> {
                    String target = head.split(" ", 3)[1];
                    String answer = String.format(ANSWER, target.length(), target);
                    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    return !target.startsWith("/fuzz");
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 8);
                Wire bystander = gateway.visit()) {
            for (int number = 0; number < MESSAGES; number++) {
                try (Wire fuzzed = gateway.visit()) {
                    fuzzed.send(mutate(REQUESTS.get(number % REQUESTS.size()), random));
                }
                String own = "/bystander-" + number;
                assertThat(bystander.get(own).body()).isEqualTo(own);
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().startsWith("gateway"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void devicesAnswers(long seed) throws Exception {
        Random random = new Random(seed);
        try (TestGateway gateway = new TestGateway(Map.of("responseTimeout", 1, "waitTimeout", 2, "stallTimeout", 1));
                Origin origin = new Origin((head, in, out) -> {
                    if (head.startsWith("GET /good")) {
                        out.write(String.format(ANSWER, 4, "good").getBytes(StandardCharsets.ISO_8859_1));
                        return true;
                    }
                    String answer = ANSWERS.get(Math.floorMod(head.hashCode(), ANSWERS.size()));
                    out.write(mutate(answer, new Random(head.hashCode() + seed)).getBytes(StandardCharsets.ISO_8859_1));
                    return false;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 8);
                Wire bystander = gateway.visit()) {
            for (int number = 0; number < MESSAGES; number++) {
                try (Wire visitor = gateway.visit()) {
                    visitor.socket.setSoTimeout(5_000);
                    visitor.send(
                            "GET /" + number + " HTTP/1.1\r\nHost: mysite.localhost\r\nConnection: close, Upgrade\r\n"
                                    + "Upgrade: websocket\r\n\r\n");
                    awaitEnd(visitor);
                }
                if (random.nextInt(5) == 0) {
                    assertThat(bystander.get("/good").body()).isEqualTo("good");
                }
            }
            Eventually.within(
                    Duration.ofSeconds(5),
                    "all connections are back",
                    () -> gateway.service.open().get(0).connections() == 8);
        }
    }

    /** Every answer ends, by the gateway's deadlines if not by itself. */
    private static void awaitEnd(Wire visitor) {
        try {
            while (visitor.in().read() >= 0) {
                // Whatever it is.
            }
        } catch (SocketTimeoutException hangs) {
            throw new AssertionError("The visitor waits in vain.", hangs);
        } catch (IOException reset) {
            // That is an end, too.
        }
    }

    private static String mutate(String message, Random random) {
        StringBuilder mutated = new StringBuilder(message);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(Math.max(1, mutated.length() - 1));
            if (mutated.length() < 2) {
                break;
            }
            switch (random.nextInt(5)) {
                case 0 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> mutated.delete(at, at + 1);
                case 2 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 3 ->
                    mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + random.nextInt(40))));
                default -> mutated.setLength(Math.max(1, at));
            }
        }
        return mutated.toString();
    }
}
