package org.p2pvps.localtunnel.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Hellos of a real client, cut up and bent in every way. */
class HelloReaderTest {
    private static final int LONGEST = 16 * 1024;
    private static final byte[] HELLO = hello("Some-Site.Example.org");

    /** The handshake message that a real client sends, without its record. */
    private static byte[] hello(String serverName) {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            if (serverName != null) {
                parameters.setServerNames(List.of(new SNIHostName(serverName)));
            }
            engine.setSSLParameters(parameters);
            ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), record);
            return Arrays.copyOfRange(record.array(), 5, record.position());
        } catch (GeneralSecurityException | SSLException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] records(byte[] message, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < message.length; from += size) {
            int length = Math.min(size, message.length - from);
            out.writeBytes(new byte[] {22, 3, 1, (byte) (length >> 8), (byte) length});
            out.write(message, from, length);
        }
        return out.toByteArray();
    }

    private static ClientHello readAtOnce(byte[] bytes) throws MalformedHelloException {
        return new HelloReader(LONGEST).read(Unpooled.wrappedBuffer(bytes));
    }

    @Test
    void findsTheNameThatARealClientAsksFor() throws MalformedHelloException {
        assertThat(readAtOnce(records(HELLO, LONGEST)).serverName()).contains("some-site.example.org");
    }

    @Test
    void takesAHelloWithoutAName() throws MalformedHelloException {
        assertThat(readAtOnce(records(hello(null), LONGEST)).serverName()).isEmpty();
    }

    @Property(tries = 300)
    void findsTheNameHoweverTheHelloIsCut(@ForAll @IntRange(min = 1, max = 600) int record, @ForAll Random random)
            throws MalformedHelloException {
        int enough = Math.max(record, HELLO.length / 32 + 1);
        byte[] all = records(HELLO, enough);
        HelloReader reader = new HelloReader(LONGEST);
        ByteBuf arrived = Unpooled.buffer();
        ClientHello hello = null;
        for (int at = 0; at < all.length; ) {
            assertThat(hello).isNull();
            int packet = Math.min(all.length - at, 1 + random.nextInt(100));
            arrived.writeBytes(all, at, packet);
            at += packet;
            hello = reader.read(arrived);
        }
        assertThat(hello).isEqualTo(new ClientHello(Optional.of("some-site.example.org")));
        assertThat(arrived.readableBytes()).isEqualTo(all.length);
    }

    @Property(tries = 2000)
    void survivesWhateverIsBent(@ForAll @IntRange(min = 0, max = 5000) int where, @ForAll byte what) {
        byte[] bent = records(HELLO, LONGEST);
        bent[where % bent.length] = what;
        readOrRefuse(bent);
    }

    @Property(tries = 2000)
    void survivesWhateverComes(@ForAll @Size(max = 200) byte[] body) {
        byte[] message = new byte[body.length + 4];
        message[0] = 1;
        message[2] = (byte) (body.length >> 8);
        message[3] = (byte) body.length;
        System.arraycopy(body, 0, message, 4, body.length);
        readOrRefuse(records(message, LONGEST));
        readOrRefuse(body);
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            readAtOnce(bytes);
        } catch (MalformedHelloException refused) {
            assertThat(refused.alert()).isNotNull();
        }
    }

    @Test
    void refusesWhatIsNotTls() {
        assertRefused(Alert.UNEXPECTED_MESSAGE, "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
        assertRefused(Alert.UNEXPECTED_MESSAGE, new byte[] {'G'});
        assertRefused(Alert.UNEXPECTED_MESSAGE, new byte[] {22, 9, 9, 0, 1, 1});
        assertRefused(Alert.UNEXPECTED_MESSAGE, new byte[] {22, 3, 1, 0, 4, 2, 0, 0, 1});
    }

    @Test
    void refusesImpossibleLengths() {
        assertRefused(Alert.DECODE_ERROR, new byte[] {22, 3, 1, 0, 0});
        assertRefused(Alert.DECODE_ERROR, new byte[] {22, 3, 1, (byte) 0xff, (byte) 0xff});
        assertRefused(Alert.DECODE_ERROR, new byte[] {22, 3, 1, 0, 4, 1, (byte) 0xff, 0, 0});
    }

    @Test
    void refusesAHelloOfCountlessRecords() {
        assertRefused(Alert.DECODE_ERROR, records(HELLO, 1));
    }

    @Test
    void refusesWhatFollowsTheHelloInItsRecord() {
        assertRefused(Alert.UNEXPECTED_MESSAGE, records(Arrays.copyOf(HELLO, HELLO.length + 1), LONGEST));
    }

    @Test
    void refusesANameThatNoHostHas() {
        byte[] bent = records(HELLO, LONGEST);
        int at = new String(bent, StandardCharsets.ISO_8859_1).indexOf("Some-Site");
        for (char character : "/\0 %\n".toCharArray()) {
            bent[at] = (byte) character;
            assertRefused(Alert.DECODE_ERROR, bent);
        }
    }

    private static void assertRefused(Alert alert, byte[] bytes) {
        assertThatThrownBy(() -> readAtOnce(bytes))
                .isInstanceOfSatisfying(MalformedHelloException.class, e -> assertThat(e.alert())
                        .isEqualTo(alert));
    }
}
