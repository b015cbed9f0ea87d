package org.p2pvps.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final byte[] AFTER = "SSH-2.0-x".getBytes(StandardCharsets.US_ASCII);

    /** Feeds a header with what follows it, and sees that nothing of that is taken. */
    private static Optional<InetSocketAddress> read(byte[] bytes) throws IOException {
        byte[] all = Arrays.copyOf(bytes, bytes.length + AFTER.length);
        System.arraycopy(AFTER, 0, all, bytes.length, AFTER.length);
        ByteArrayInputStream in = new ByteArrayInputStream(all);
        ProxyHeader header = new ProxyHeader();
        do {
            fill(header.room(), in);
        } while (!header.filled());
        assertThat(in.readAllBytes()).isEqualTo(AFTER);
        return header.source();
    }

    private static void fill(ByteBuffer room, ByteArrayInputStream in) throws EOFException {
        while (room.hasRemaining()) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            room.put((byte) next);
        }
    }

    private static Optional<InetSocketAddress> readLine(String line) throws IOException {
        return read((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<InetSocketAddress> readHex(String hex) throws IOException {
        return read(HexFormat.of().parseHex(SIGNATURE + hex));
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 198.51.100.1 4711 22, 192.0.2.7, 4711",
        "PROXY TCP6 2001:db8::7 2001:db8::1 65535 22, 2001:db8:0:0:0:0:0:7, 65535"
    })
    void readsTheFirstVersion(String line, String address, int port) throws IOException {
        InetSocketAddress source = readLine(line).orElseThrow();
        assertThat(source.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(source.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN", "PROXY UNKNOWN ffff::1 ffff::2 1 2"})
    void knowsWhatIsUnknown(String line) throws IOException {
        assertThat(readLine(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 192.0.2.300 198.51.100.1 4711 22",
                "PROXY TCP4 localhost 198.51.100.1 4711 22",
                "PROXY TCP6 ::zz 198.51.100.1 4711 22",
                "PROXY TCP6 ::1::2 198.51.100.1 4711 22",
                "PROXY TCP4 192.0.2.7 198.51.100.1 65536 22",
                "PROXY TCP4 192.0.2.7 198.51.100.1 -1 22",
                "PROXY TCP4 192.0.2.7 198.51.100.1 +4711 22",
                "PROXY TCP4 192.0.2.7 198.51.100.1 4711 ssh",
                "PROXY TCP4 2001:db8::7 2001:db8::1 4711 22",
                "PROXY TCP6 192.0.2.7 198.51.100.1 4711 22",
                "PROXY TCP4 192.0.2.7 198.51.100.1 4711",
                "PROXY UDP4 192.0.2.7 198.51.100.1 4711 22",
                "PROXY                                                                                              ",
                "SSH-2.0-OpenSSH_9.2",
                "GET / HTTP/1.1"
            })
    void refusesWhatIsNone(String line) {
        assertThatThrownBy(() -> readLine(line)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void readsTheSecondVersion() throws IOException {
        assertThat(readHex("2111000cc0000207c633640112670016")).contains(new InetSocketAddress("192.0.2.7", 4711));
        assertThat(readHex("2121002420010db800000000000000000000000720010db800000000000000000000000112670016"))
                .contains(new InetSocketAddress("2001:db8::7", 4711));
        // With something behind the addresses that is passed over.
        assertThat(readHex("21110010c0000207c633640112670016" + "04000100"))
                .contains(new InetSocketAddress("192.0.2.7", 4711));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20000000", "2011000cc0000207c633640112670016", "21000000"})
    void takesTheLoadBalancersOwnConnections(String hex) throws IOException {
        assertThat(readHex(hex)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2211000cc0000207c633640112670016",
                "1111000cc0000207c633640112670016",
                "2112000cc0000207c633640112670016",
                "21110008c0000207c6336401",
                "2131000cc0000207c633640112670016",
                "2111ffffc0000207c633640112670016"
            })
    void refusesASecondVersionThatIsNone(String hex) {
        assertThatThrownBy(() -> readHex(hex)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void anyBytesEndInAnAddressOrAnError() throws IOException {
        Random random = new Random(5);
        for (int attempt = 0; attempt < 50_000; attempt++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            byte[] start = HexFormat.of().parseHex(random.nextBoolean() ? SIGNATURE + "2111" : "50524f585920544350");
            System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            ProxyHeader header = new ProxyHeader();
            try {
                do {
                    assertThat(header.room().capacity()).isLessThanOrEqualTo(4096);
                    fill(header.room(), in);
                } while (!header.filled());
            } catch (ProtocolException | EOFException refused) {
                // As it may.
            }
        }
    }
}
