package org.p2pvps.openbazaar.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;
import org.p2pvps.openbazaar.standin.StandIn;

/** A daemon, or somebody in its place, that wants to do harm by what it answers. */
@Timeout(60)
class HostileDaemonTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final StandIn standIn = new StandIn(0, "", "");
    private final DaemonHttp http = new DaemonHttp(
            new DaemonSettings(URI.create("http://127.0.0.1:" + standIn.port()), "", TIMEOUT), Optional::empty);
    private final Daemon daemon = new Daemon(http, Dialect.V0_14);

    HostileDaemonTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        standIn.close();
    }

    static Stream<String> absurdNumbers() {
        return Stream.of(
                "1e400",
                "1e1000000000",
                "-1e999999999",
                "9".repeat(1_000),
                "\"" + "9".repeat(1_000) + "\"",
                "1.5",
                "\"1.5\"",
                "\"0x10\"",
                "\"\u0661\"",
                "NaN",
                "Infinity",
                "true",
                "null",
                "[]");
    }

    @ParameterizedTest
    @MethodSource("absurdNumbers")
    void absurdNumberIsNoAmount(String number) {
        answer("{\"queryCount\":1,\"sales\":[" + sale(1, number) + "]}");
        try {
            assertThat(daemon.sales().items()).isEmpty();
        } catch (DaemonException e) {
            assertThat(e.kind()).isEqualTo(Kind.NONSENSE);
        }
        answer("{\"queryCount\":" + number + "}");
        nonsense(daemon::sales);
    }

    @ParameterizedTest
    @MethodSource("absurdNumbers")
    void absurdNumberOfMessagesIsNone(String number) {
        answer("{\"queryCount\":1,\"sales\":["
                + sale(1, "\"10000\"").replace("\"unreadChatMessages\":0", "\"unreadChatMessages\":" + number) + "]}");
        try {
            assertThat(daemon.sales().items()).extracting(Sale::unreadMessages).containsOnly(0);
        } catch (DaemonException e) {
            assertThat(e.kind()).isEqualTo(Kind.NONSENSE);
        }
    }

    @Test
    void oneBadEntryHidesNoOther() {
        answer("{\"queryCount\":3,\"sales\":[" + sale(1, "\"1\"") + ",{\"orderId\":\"../../x\"},[]," + sale(2, "\"1\"")
                + "]}");
        assertThat(daemon.sales().items()).hasSize(2);
        assertThat(daemon.sales().faults()).hasSize(2);
    }

    @Test
    void nestingHasAnEnd() {
        answer("[".repeat(1_000_000));
        nonsense(daemon::sales);
        nonsense(daemon::listings);
        nonsense(() -> daemon.order("Qm1"));
        answer("{\"queryCount\":1,\"sales\":[" + "[".repeat(500) + "]".repeat(500) + "]}");
        nonsense(daemon::sales);
    }

    @Test
    void nothingIsSaidTwice() {
        answer("{\"queryCount\":0,\"queryCount\":0}");
        nonsense(daemon::sales);
        answer("{\"p2pvps-x\":{\"inventory\":\"1\"},\"p2pvps-x\":{\"inventory\":\"2\"}}");
        nonsense(daemon::inventory);
        answer("{\"queryCount\":1,\"sales\":[" + sale(1, "\"1\"").replaceFirst("\\{", "{\"orderId\":\"Qm9\",") + "]}");
        nonsense(daemon::sales);
        answer("{\"state\":\"FULFILLED\",\"state\":\"AWAITING_PAYMENT\"}");
        nonsense(() -> daemon.order("Qm1"));
    }

    @Test
    void nothingComesAfterTheEnd() {
        answer("{\"queryCount\":0} {\"queryCount\":0}");
        nonsense(daemon::sales);
        answer("[]]");
        nonsense(daemon::listings);
        answer("{} {}");
        nonsense(daemon::identity);
    }

    @Test
    void tenThousandOrdersAreRead() {
        answer(IntStream.range(0, 10_000)
                .mapToObj(number -> sale(number, "\"10000\""))
                .collect(Collectors.joining(",", "{\"queryCount\":10000,\"sales\":[", "]}")));
        assertThat(daemon.sales().items()).hasSize(10_000);
        assertThat(daemon.sales().faults()).isEmpty();
    }

    /** Each part of a tree takes many times the memory of its text, and the server has little. */
    @Test
    void manySmallPartsAreNotTakenToMemory() {
        String parts = "[" + "[],".repeat(5_000_000) + "[]]";
        answer(parts);
        nonsense(daemon::listings);
        answer("{\"queryCount\":1,\"sales\":[" + parts + "]}");
        nonsense(daemon::sales);
        answer(parts.substring(0, 600_000) + "[]]");
        nonsense(daemon::identity);
    }

    @Test
    void garbageAtTheWebsocketDoesNotReachAnybody() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        try (WakeUpCalls calls = new WakeUpCalls(http, woken::countDown)) {
            for (byte[] garbage : garbage()) {
                await(() -> {
                    calls.keepOpen(TIMEOUT.toMillis());
                    return standIn.websockets() > 0;
                });
                standIn.shout(garbage);
                standIn.dropWebsockets();
            }
            await(() -> {
                calls.keepOpen(TIMEOUT.toMillis());
                standIn.store().mine(1);
                return woken.getCount() == 0;
            });
        }
    }

    private static byte[][] garbage() {
        byte[] noise = new byte[1 << 20];
        new Random(7).nextBytes(noise);
        byte[] endless = new byte[8 << 20];
        Arrays.fill(endless, (byte) 'a');
        // A text that promises 2^62 bytes.
        System.arraycopy(new byte[] {1, 127, 0x40, 0, 0, 0, 0, 0, 0, 0}, 0, endless, 0, 10);
        return new byte[][] {
            noise,
            endless,
            {(byte) 0x81, 2, (byte) 0xff, (byte) 0xfe}, // a text that is not UTF-8
            {(byte) 0xf1, 1, 'x'}, // reserved bits
            {(byte) 0x89, 126, 0x10, 0}, // a ping that is too long
            {(byte) 0x88, 1, 0} // a close without a code
        };
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void answer(String text) {
        standIn.script(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sale(int number, String amount) {
        return """
                {"orderId":"Qm%d","state":"FULFILLED","slug":"p2pvps-x","buyerId":"QmB","moderated":false,
                "paymentCoin":"TBTC","total":{"amount":%s,"currency":{"code":"TBTC","divisibility":8}},
                "timestamp":"2026-10-01T00:00:00Z","read":true,"unreadChatMessages":0,"title":"%s"}"""
                .formatted(number, amount, "x".repeat(200));
    }

    private static void nonsense(ThrowingCallable call) {
        assertThat(catchThrowableOfType(DaemonException.class, call).kind()).isEqualTo(Kind.NONSENSE);
    }
}
