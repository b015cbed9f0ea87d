package org.p2pvps.localtunnel.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the server's name in a ClientHello (RFC 8446, 4.1.2; RFC 6066, 3). */
final class HelloParser {
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int LONGEST_SESSION_ID = 32;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,255}");

    private HelloParser() {}

    static ClientHello parse(byte[] body) throws MalformedHelloException {
        try {
            return new ClientHello(serverName(ByteBuffer.wrap(body)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static Optional<String> serverName(ByteBuffer hello) throws MalformedHelloException {
        skip(hello, VERSION_AND_RANDOM);
        int sessionId = hello.get() & 0xff;
        require(sessionId <= LONGEST_SESSION_ID);
        skip(hello, sessionId);
        int suites = hello.getShort() & 0xffff;
        require(suites >= 2 && suites % 2 == 0);
        skip(hello, suites);
        int compressions = hello.get() & 0xff;
        require(compressions >= 1);
        skip(hello, compressions);
        // Before TLS 1.2 there could be no extensions at all.
        return hello.hasRemaining() ? fromExtensions(vector(hello)) : Optional.empty();
    }

    private static Optional<String> fromExtensions(ByteBuffer extensions) throws MalformedHelloException {
        Optional<String> name = Optional.empty();
        while (extensions.hasRemaining()) {
            int type = extensions.getShort() & 0xffff;
            int length = extensions.getShort() & 0xffff;
            ByteBuffer extension = slice(extensions, length);
            if (type == SERVER_NAME) {
                require(name.isEmpty());
                name = Optional.of(fromList(vector(extension)));
            }
        }
        return name;
    }

    /** RFC 6066, 3: one name of a type at most, and there is but one type. */
    private static String fromList(ByteBuffer names) throws MalformedHelloException {
        require(names.get() == HOST_NAME);
        byte[] octets = new byte[names.getShort() & 0xffff];
        require(octets.length == names.remaining());
        names.get(octets);
        String name = new String(octets, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        require(NAME.matcher(name).matches());
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** What a length of two octets stands before, and that nothing follows. */
    private static ByteBuffer vector(ByteBuffer in) throws MalformedHelloException {
        int length = in.getShort() & 0xffff;
        require(length == in.remaining());
        return slice(in, length);
    }

    private static ByteBuffer slice(ByteBuffer in, int length) throws MalformedHelloException {
        require(length <= in.remaining());
        ByteBuffer slice = in.slice(in.position(), length);
        skip(in, length);
        return slice;
    }

    private static void skip(ByteBuffer in, int length) throws MalformedHelloException {
        require(length <= in.remaining());
        in.position(in.position() + length);
    }

    private static void require(boolean condition) throws MalformedHelloException {
        if (!condition) {
            throw malformed();
        }
    }

    private static MalformedHelloException malformed() {
        return new MalformedHelloException(Alert.DECODE_ERROR, "The hello is malformed.");
    }
}
