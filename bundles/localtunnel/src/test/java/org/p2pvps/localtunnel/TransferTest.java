package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.tunnel.WebGateway.OpenSite;

/** Large bodies: whole, and never held. */
@SuppressWarnings("try") // A device is there to be there.
class TransferTest {
    private static final int MIB = 1024 * 1024;
    private static final int SIZE = 100 * MIB;
    private static final byte[] PIECE = new byte[MIB];

    static {
        new Random(1).nextBytes(PIECE);
    }

    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(Map.of());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void downloadsArriveWhole() throws Exception {
        try (Origin origin = new Origin((head, in, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + SIZE));
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            for (int time = 0; time < 2; time++) {
                visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
                visitor.line();
                visitor.headers();
                assertThat(digest(visitor.in(), SIZE)).isEqualTo(wanted());
            }
        }
    }

    @Test
    void uploadsArriveWhole() throws Exception {
        Origin.Handler digesting = (head, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n" + digest(in, SIZE))
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        };
        try (Origin origin = new Origin(digesting);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            for (int time = 0; time < 2; time++) {
                write(visitor.out(), "POST / HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: " + SIZE);
                assertThat(visitor.read().body()).isEqualTo(wanted());
            }
        }
    }

    @Test
    void chunkedUploadsArriveWhole() throws Exception {
        Origin.Handler counting = (head, in, out) -> {
            long length = 0;
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                in.skipNBytes(size + 2L);
                length += size;
            }
            in.skipNBytes(2);
            String text = Long.toString(length);
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text)
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        };
        try (Origin origin = new Origin(counting);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send("POST / HTTP/1.1\r\nHost: mysite.localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int piece = 0; piece < 20; piece++) {
                visitor.send("100000\r\n");
                visitor.out().write(PIECE);
                visitor.send("\r\n");
            }
            assertThat(visitor.send("0\r\n\r\n").read().body()).isEqualTo(Long.toString(20L * MIB));
            assertThat(device.grant.id()).isEqualTo("mysite");
        }
    }

    @Test
    void visitorWhoReadsNothingCostsNoMemory() throws Exception {
        AtomicLong sent = new AtomicLong();
        Origin.Handler generous = (head, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int piece = 0; piece < SIZE / MIB; piece++) {
                out.write(PIECE);
                sent.addAndGet(MIB);
            }
            return true;
        };
        try (Origin origin = new Origin(generous);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            long before = directMemory();
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            visitor.line();
            visitor.headers();
            awaitStandstill(sent);

            assertThat(sent.get()).isLessThan(60L * MIB);
            assertThat(directMemory() - before).isLessThan(8L * MIB);
            assertThat(digest(visitor.in(), SIZE)).isEqualTo(wanted());
        }
    }

    @Test
    void deviceThatReadsNothingCostsNoMemory() throws Exception {
        try (Origin origin = new Origin((head, in, out) -> {
                    Eventually.within(Duration.ofMinutes(1), "the test is over", () -> out == null);
                    return false;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            long before = directMemory();
            AtomicLong sent = new AtomicLong();
            Origin.start(() -> {
                try {
                    visitor.send("POST / HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: " + SIZE + "\r\n\r\n");
                    while (sent.get() < SIZE) {
                        visitor.out().write(PIECE);
                        sent.addAndGet(MIB);
                    }
                } catch (IOException over) {
                    // The test is.
                }
            });
            awaitStandstill(sent);

            assertThat(sent.get()).isLessThan(60L * MIB);
            assertThat(directMemory() - before).isLessThan(8L * MIB);
        }
    }

    @Test
    void slowReaderOfALastAnswerGetsItsEnd() throws Exception {
        Origin.Handler closing = (head, in, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nConnection: close");
            return false;
        };
        try (Origin origin = new Origin(closing);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            visitor.line();
            visitor.headers();
            long pauseUntil = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            Eventually.within(Duration.ofSeconds(5), "a pause", () -> System.nanoTime() > pauseUntil);

            assertThat(digest(visitor.in(), SIZE)).isEqualTo(wanted());
        }
    }

    @Test
    void abortedDownloadsLoseNoConnection() throws Exception {
        try (Origin origin = new Origin((head, in, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + SIZE));
                TestDevice device = new TestDevice(gateway, origin.port(), 4)) {
            for (int time = 0; time < 200; time++) {
                try (Wire visitor = gateway.visit()) {
                    visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
                    visitor.line();
                }
            }
            Eventually.within(
                    Duration.ofSeconds(5),
                    "all connections are back",
                    () -> gateway.service.open().stream()
                                    .mapToInt(OpenSite::connections)
                                    .sum()
                            == 4);
            try (Wire visitor = gateway.visit()) {
                visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
                assertThat(visitor.line()).isEqualTo("HTTP/1.1 200 OK");
            }
        }
    }

    private static boolean write(OutputStream out, String head) throws IOException {
        out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        for (int piece = 0; piece < SIZE / MIB; piece++) {
            out.write(PIECE);
        }
        return true;
    }

    private static String wanted() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (int piece = 0; piece < SIZE / MIB; piece++) {
            sha256.update(PIECE);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static String digest(InputStream in, int length) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (int left = length; left > 0; ) {
                byte[] bytes = in.readNBytes(Math.min(left, MIB));
                if (bytes.length == 0) {
                    throw new IOException("Ended " + left + " bytes early.");
                }
                sha256.update(bytes);
                left -= bytes.length;
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int chunkSize(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    /** Waits until nothing was sent for a second. */
    private static void awaitStandstill(AtomicLong sent) {
        long[] last = {-1, System.nanoTime()};
        Eventually.within(Duration.ofSeconds(30), "nothing moves", () -> {
            if (sent.get() != last[0]) {
                last[0] = sent.get();
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > Duration.ofSeconds(1).toNanos();
        });
    }

    private static long directMemory() {
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return direct + io.netty.util.internal.PlatformDependent.usedDirectMemory();
    }
}
