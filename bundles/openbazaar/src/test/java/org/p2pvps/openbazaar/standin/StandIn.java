package org.p2pvps.openbazaar.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/**
 * The stand-in's HTTP side. {@code /ob/…} and {@code /wallet/…} are the seller's daemon; {@code /buyer/…} and {@code /mod/…} before
 * them are a buyer's and the moderator's; {@code /stand-in/…} is the world around: {@code mine}, {@code offline}, {@code online},
 * {@code drop}, {@code fault/KIND/COUNT?path=…}, {@code writes}.
 *
 * <p>Run it as {@code StandIn PORT [USER PASSWORD]}.
 */
public final class StandIn implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int HUGE_BYTES = 64 << 20;
    private static final Answer FORBIDDEN =
            new Answer(403, "text/plain", "403 - Forbidden".getBytes(StandardCharsets.UTF_8));

    private final ServerSocket listener;
    private final Store store;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "stand-in");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<OutputStream> ears = new CopyOnWriteArrayList<>();
    private final Deque<PlannedFault> faults = new ArrayDeque<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final AtomicReference<Watch> watch = new AtomicReference<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Demand demand = new Demand("", "");
    private volatile byte[] script;
    private volatile boolean reachable = true;

    private record PlannedFault(Fault fault, String method, String path) {}

    private record Watch(String method, String path, boolean done, Runnable action) {}

    /** What a caller has to show: the value of a header; an empty header: nothing. */
    private record Demand(String header, String value) {
        boolean isMetBy(Request request) {
            return header.isEmpty() || value.equals(request.headers().get(header));
        }
    }

    private record Request(String method, String path, Map<String, String> headers, byte[] body) {}

    private record Answer(int status, String type, byte[] body) {}

    public StandIn(int port, String user, String password) throws IOException {
        this(port, ServerSocketFactory.getDefault());
        if (!user.isEmpty()) {
            String pair = user + ":" + password;
            demand(
                    "authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }

    public StandIn(int port, ServerSocketFactory sockets) throws IOException {
        listener = sockets.createServerSocket(port, 200, InetAddress.getLoopbackAddress());
        store = new Store(this::tell);
        threads.execute(this::accept);
    }

    public static void main(String[] words) throws Exception {
        try (StandIn standIn = new StandIn(
                Integer.parseInt(words[0]), words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "")) {
            System.out.println("stand-in on port " + standIn.port());
            Thread.currentThread().join();
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public boolean isSecure() {
        return listener instanceof SSLServerSocket;
    }

    /** What is behind the daemon, to be driven and looked into by tests. */
    public Store store() {
        return store;
    }

    /** The next {@code count} answers to such requests are wrong. An empty method or path is any. */
    public void plan(Fault fault, String method, String path, int count) {
        synchronized (faults) {
            for (int i = 0; i < count; i++) {
                faults.add(new PlannedFault(fault, method, path));
            }
        }
    }

    public void planNothing() {
        synchronized (faults) {
            faults.clear();
        }
    }

    /** From now on the seller has to show this in every request; the header's name in small letters. */
    public void demand(String header, String value) {
        demand = new Demand(header, value);
    }

    /**
     * Does something once, at the next such request of the seller's, before it is answered.
     *
     * @param done whether what was asked for is done; else nothing is, and the connection breaks
     */
    public void at(String method, String path, boolean done, Runnable action) {
        watch.set(new Watch(method, path, done, action));
    }

    /** From now on every call of the seller's is answered with this, and does nothing; null: as usual. */
    public void script(byte[] answer) {
        script = answer;
    }

    /** Sends bytes to everybody at the websocket, frames or not. */
    public void shout(byte[] bytes) {
        ears.forEach(ear -> send(ear, bytes));
    }

    /** How many requests of the seller's arrived, with whatever credential. */
    public int requests() {
        return requests.get();
    }

    /** What the seller changed, one call an entry: method, path and body. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    /** Whether the daemon answers at all; as if it were stopped and started again. */
    public void reachable(boolean answers) {
        reachable = answers;
        if (!answers) {
            connections.forEach(StandIn::close);
        }
    }

    /** Cuts the websockets. What happens meanwhile is never told. */
    public void dropWebsockets() {
        ears.forEach(ear -> {
            ears.remove(ear);
            try {
                ear.close();
            } catch (IOException e) {
                // It is gone anyway.
            }
        });
    }

    public int websockets() {
        return ears.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(StandIn::close);
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (!reachable) {
                    socket.close();
                    continue;
                }
                socket.setTcpNoDelay(true);
                connections.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // The listener was closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                if (isSellers(request)) {
                    requests.incrementAndGet();
                }
                if (request.path().equals("/ws") && demand.isMetBy(request)) {
                    listen(request, in, out);
                    return;
                }
                if (!answer(request, out)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client left.
        } finally {
            connections.remove(socket);
        }
    }

    /** @return whether the connection stays */
    private boolean answer(Request request, OutputStream out) throws IOException {
        Optional<Watch> watched = takeWatch(request);
        if (watched.isPresent() && !watched.get().done()) {
            watched.get().action().run();
            return false;
        }
        PlannedFault planned = takeFault(request);
        Fault fault = planned == null ? null : planned.fault();
        if (fault == Fault.NO_ACTION) {
            return false;
        }
        boolean acts = fault == null || fault == Fault.NO_ANSWER || fault == Fault.TRUNCATED;
        Answer answer = acts ? act(request) : new Answer(200, "application/json", new byte[0]);
        watched.filter(Watch::done).ifPresent(found -> found.action().run());
        if (fault == null) {
            send(out, answer, answer.body().length);
            return true;
        }
        switch (fault) {
            case EMPTY -> send(out, answer, 0);
            case HTML -> send(out, new Answer(200, "text/html", "<html>busy</html>".getBytes(StandardCharsets.UTF_8)));
            case TRUNCATED -> send(out, answer, Math.max(1, answer.body().length / 2));
            case ERROR -> send(out, new Answer(500, "text/plain", "panic".getBytes(StandardCharsets.UTF_8)));
            case WRONG_KIND ->
                send(out, new Answer(200, "application/json", "[[],{\"a\":-1.5}]".getBytes(StandardCharsets.UTF_8)));
            case HUGE -> send(out, new Answer(200, "application/json", new byte[HUGE_BYTES]));
            case DRIP -> drip(out);
            case NO_ANSWER, NO_ACTION -> {
                return false;
            }
        }
        return false;
    }

    private Optional<Watch> takeWatch(Request request) {
        Watch next = watch.get();
        boolean fits = next != null
                && isSellers(request)
                && next.method().equals(request.method())
                && request.path().contains(next.path());
        return fits && watch.compareAndSet(next, null) ? Optional.of(next) : Optional.empty();
    }

    private static boolean isSellers(Request request) {
        return Stream.of("/stand-in/", "/buyer/", "/mod/").noneMatch(request.path()::startsWith);
    }

    private PlannedFault takeFault(Request request) {
        if (request.path().startsWith("/stand-in/") || request.path().startsWith("/buyer/")) {
            return null;
        }
        synchronized (faults) {
            PlannedFault next = faults.peek();
            boolean fits = next != null
                    && (next.method().isEmpty() || next.method().equals(request.method()))
                    && request.path().contains(next.path());
            return fits ? faults.poll() : null;
        }
    }

    private Answer act(Request request) {
        String path = request.path().replaceAll("\\?.*", "");
        try {
            if (path.startsWith("/stand-in/")) {
                return json(200, control(path.substring("/stand-in/".length()), request.path()));
            }
            if (path.equals("/ws")) {
                return FORBIDDEN;
            }
            String node = path.startsWith("/buyer/") ? "buyer" : path.startsWith("/mod/") ? "mod" : "vendor";
            if (node.equals("vendor")) {
                if (!demand.isMetBy(request)) {
                    return FORBIDDEN;
                }
                if (script != null) {
                    return new Answer(200, "application/json", script);
                }
                note(request);
            }
            String local = node.equals("vendor") ? path : path.substring(node.length() + 1);
            JsonNode body = parse(request.body());
            return json(200, store.call(node, request.method(), local, query(request.path()), body));
        } catch (Refusal e) {
            return json(e.status(), refusal(e.getMessage()));
        } catch (IOException e) {
            int status = path.startsWith("/ob/listing") ? 500 : 400;
            return json(
                    status,
                    refusal(
                            request.body().length < 2
                                    ? "unexpected EOF"
                                    : "invalid character 'n' looking for beginning of object key string"));
        } catch (RuntimeException e) {
            // A handler that panics has done nothing and says so with an empty 200.
            return new Answer(200, "application/json", new byte[0]);
        }
    }

    private void note(Request request) {
        if (!request.method().equals("GET")) {
            writes.add(
                    request.method() + " " + request.path() + " " + new String(request.body(), StandardCharsets.UTF_8));
        }
    }

    private JsonNode control(String path, String whole) {
        String[] words = path.split("/");
        ObjectNode answer = MAPPER.createObjectNode();
        switch (words[0]) {
            case "mine" -> store.mine(words.length > 1 ? Integer.parseInt(words[1]) : 1);
            case "offline" -> store.online(false);
            case "online" -> store.online(true);
            case "drop" -> dropWebsockets();
            case "fault" ->
                plan(
                        Fault.valueOf(words[1]),
                        "",
                        query(whole).getOrDefault("path", ""),
                        words.length > 2 ? Integer.parseInt(words[2]) : 1);
            case "writes" -> writes.forEach(answer.putArray("writes")::add);
            default -> throw new Refusal(404, "Not Found");
        }
        return answer;
    }

    private static JsonNode parse(byte[] body) throws IOException {
        return body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
    }

    private static ObjectNode refusal(String reason) {
        return MAPPER.createObjectNode().put("success", false).put("reason", reason);
    }

    private static Answer json(int status, JsonNode body) {
        try {
            return new Answer(
                    status,
                    "application/json",
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(body));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> query(String path) {
        Map<String, String> values = new TreeMap<>();
        int mark = path.indexOf('?');
        if (mark >= 0) {
            for (String pair : path.substring(mark + 1).split("&")) {
                String[] sides = pair.split("=", 2);
                values.put(sides[0], sides.length > 1 ? sides[1] : "");
            }
        }
        return values;
    }

    // --- bytes

    private static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            String[] sides = line.split(":", 2);
            headers.put(sides[0].strip().toLowerCase(Locale.ROOT), sides[1].strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] words = first.split(" ");
        return new Request(words[0], words[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void send(OutputStream out, Answer answer) throws IOException {
        send(out, answer, answer.body().length);
    }

    private static void send(OutputStream out, Answer answer, int length) throws IOException {
        int promised = length == 0 ? 0 : answer.body().length;
        out.write(("HTTP/1.1 " + answer.status() + " X\r\nContent-Type: " + answer.type() + "\r\nContent-Length: "
                        + promised + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.write(answer.body(), 0, length);
        out.flush();
    }

    private static void drip(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 600\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 600; i++) {
            out.write(' ');
            out.flush();
            try {
                Thread.sleep(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone anyway.
        }
    }

    // --- websocket

    private void listen(Request request, InputStream in, OutputStream out) throws IOException {
        String key = request.headers().get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + sha1(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        ears.add(out);
        try {
            while (in.read() >= 0) {
                // What a client says is of no interest here.
            }
        } finally {
            ears.remove(out);
        }
    }

    private void tell(JsonNode event) {
        byte[] text = event.toPrettyString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (text.length < 126) {
            frame.write(text.length);
        } else {
            frame.write(126);
            frame.write(text.length >> 8);
            frame.write(text.length);
        }
        frame.writeBytes(text);
        shout(frame.toByteArray());
    }

    private void send(OutputStream ear, byte[] bytes) {
        try {
            synchronized (ear) {
                ear.write(bytes);
                ear.flush();
            }
        } catch (IOException e) {
            ears.remove(ear);
        }
    }

    private static String sha1(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
