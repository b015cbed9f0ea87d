package org.p2pvps.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.DesiredState.Phase;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Limits;
import org.p2pvps.protocol.RegisterAnswer;

/** A server over real HTTP, with one device, that does what registration and check-in promise. */
public final class FakeServer implements AutoCloseable {
    public static final Limits LIMITS = new Limits(1000, 512, 256);
    public static final String KEY = "p2pd_aaaaaaaaaaaaaaaaaaaaaaaa";
    public static final String IMAGE = "p2pvps/debian:0123456789ab";

    private static final long LONG_POLL_MILLIS = 2000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public final UUID deviceId = UUID.randomUUID();
    public final List<JsonNode> registrations = new CopyOnWriteArrayList<>();
    public final List<JsonNode> checkIns = new CopyOnWriteArrayList<>();
    public volatile RegisterAnswer.Tunnel tunnel = new RegisterAnswer.Tunnel("127.0.0.1", 1, "ssh-ed25519 AAAA", 20000);
    public volatile RegisterAnswer.Web web = new RegisterAnswer.Web("http://127.0.0.1:1", "name", "token");
    public volatile RegisterAnswer.Image image = new RegisterAnswer.Image(IMAGE, "", "");
    public volatile byte[] archive = new byte[0];

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final JsonCodec json = new JsonCodec();
    private final int port;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile String key = KEY;
    private HttpServer http;
    private ErrorCode refusal;
    private int generation = 1;
    private Phase phase = Phase.RUN;
    private Instant rentedUntil;
    private List<String> sshKeys = List.of();
    private int change;

    public FakeServer() {
        this.http = started(0);
        this.port = http.getAddress().getPort();
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public String deviceFile() {
        return "{\"server\":\"" + address() + "\",\"deviceId\":\"" + deviceId + "\",\"key\":\"" + key + "\"}";
    }

    /** As when the owner makes a new key: the old one is no longer known. */
    public String deviceFileWithNewKey() {
        key = KEY + "new";
        return deviceFile();
    }

    /** How many requests were refused. */
    public int refusals() {
        return refusals.get();
    }

    /** As when the server's process is killed. */
    public void goDown() {
        http.stop(0);
    }

    public void comeBack() {
        http = started(port);
    }

    /** From now on every request is refused; null for no more. */
    public synchronized void refuse(ErrorCode code) {
        refusal = code;
        notifyAll();
    }

    public synchronized int generation() {
        return generation;
    }

    public synchronized Phase phase() {
        return phase;
    }

    public synchronized void rent(Instant until, List<String> keys) {
        rentedUntil = until;
        sshKeys = keys;
        changed();
    }

    /** The rental ends: a new generation begins once the agent has wiped the old one. */
    public synchronized void reset() {
        generation++;
        rentedUntil = null;
        sshKeys = List.of();
        phase = Phase.RESET;
        changed();
    }

    public synchronized void retire() {
        phase = Phase.RETIRED;
        changed();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void changed() {
        change++;
        notifyAll();
    }

    private HttpServer started(int wanted) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
            server.setExecutor(threads);
            server.createContext("/api/v1/agent/register", exchange -> answer(exchange, this::register));
            server.createContext("/api/v1/agent/check-in", exchange -> answer(exchange, this::checkIn));
            server.createContext("/api/v1/images/", this::sendImage);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Answering {
        Object answer(JsonNode request) throws Refusal, InterruptedException;
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final ErrorCode code;

        Refusal(ErrorCode code) {
            this.code = code;
        }
    }

    private void answer(HttpExchange exchange, Answering how) throws IOException {
        try (exchange) {
            respond(exchange, how);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void respond(HttpExchange exchange, Answering how) throws IOException, InterruptedException {
        try {
            JsonNode request = MAPPER.readTree(exchange.getRequestBody());
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            if (!("Bearer " + key).equals(bearer)) {
                throw new Refusal(ErrorCode.DEVICE_KEY_UNKNOWN);
            }
            send(exchange, 200, json.write(how.answer(request)));
        } catch (Refusal e) {
            refusals.incrementAndGet();
            Map<String, Object> problem =
                    Map.of("type", "about:blank", "status", e.code.status(), "code", e.code.slug(), "detail", "No.");
            send(exchange, e.code.status(), MAPPER.writeValueAsBytes(problem));
        }
    }

    private synchronized RegisterAnswer register(JsonNode request) throws Refusal {
        refuseIfTold();
        int held = request.get("heldGeneration").asInt();
        registrations.add(request);
        if (phase == Phase.RETIRED) {
            throw new Refusal(ErrorCode.DEVICE_RETIRED);
        }
        if (phase == Phase.RESET && held != 0 && held != generation) {
            throw new Refusal(ErrorCode.RESET_REQUIRED);
        }
        if (phase == Phase.RESET) {
            phase = Phase.RUN;
            changed();
        }
        return new RegisterAnswer(
                deviceId,
                "Attic Pi",
                generation,
                new RegisterAnswer.Login("user" + generation, "password" + generation),
                tunnel,
                web,
                LIMITS,
                image);
    }

    private synchronized DesiredState checkIn(JsonNode request) throws Refusal, InterruptedException {
        checkIns.add(request);
        long until = System.currentTimeMillis() + LONG_POLL_MILLIS;
        while (refusal == null
                && desired().revision().equals(request.get("seenRevision").asText())) {
            long left = until - System.currentTimeMillis();
            if (left <= 0) {
                break;
            }
            TimeUnit.MILLISECONDS.timedWait(this, left);
        }
        refuseIfTold();
        return desired();
    }

    private DesiredState desired() {
        return new DesiredState("r" + change, generation, phase, rentedUntil, sshKeys, LIMITS);
    }

    private void refuseIfTold() throws Refusal {
        if (refusal != null) {
            throw new Refusal(refusal);
        }
    }

    private void sendImage(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, 200, archive);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", status == 200 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** For bodies written by hand. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
