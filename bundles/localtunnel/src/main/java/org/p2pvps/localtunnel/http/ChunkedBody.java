package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.util.Set;

/**
 * A chunked body (RFC 9112, 7.1), checked octet by octet outside the chunks' data: what two parsers could read in two ways, such
 * as a bare LF, a sign or blanks around a size, is malformed.
 */
final class ChunkedBody implements Body {
    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_EXTENSION = 256;
    private static final int MAX_TRAILERS = 8192;
    /** What decides on framing and routing may not come late (RFC 9110, 6.5.1). */
    private static final Set<String> FORBIDDEN_TRAILERS =
            Set.of("content-length", "transfer-encoding", "host", "connection", "te", "upgrade", "trailer");

    private enum State {
        SIZE_START,
        SIZE,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        END_LF,
        DONE
    }

    private final StringBuilder trailer = new StringBuilder();
    private State state = State.SIZE_START;
    private long left;
    private int digits;
    private int extension;
    private int trailers;

    @Override
    public int take(ByteBuf in) throws MalformedMessageException {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end && state != State.DONE) {
            if (state == State.DATA) {
                int skipped = (int) Math.min(left, end - at);
                at += skipped;
                left -= skipped;
                if (left == 0) {
                    state = State.DATA_CR;
                }
            } else {
                step(in.getUnsignedByte(at++));
            }
        }
        return at - in.readerIndex();
    }

    @Override
    public boolean isComplete() {
        return state == State.DONE;
    }

    @Override
    public boolean isChunked() {
        return true;
    }

    private void step(int octet) throws MalformedMessageException {
        state = switch (state) {
            case SIZE_START -> firstDigit(octet);
            case SIZE -> size(octet);
            case EXTENSION -> extension(octet);
            case SIZE_END -> afterSize(octet);
            case DATA_CR -> expect('\r', octet, State.DATA_LF);
            case DATA_LF -> expect('\n', octet, State.SIZE_START);
            case TRAILER_START -> octet == '\r' ? State.END_LF : trailer(octet);
            case TRAILER -> trailer(octet);
            case TRAILER_LF -> endTrailer(octet);
            case END_LF -> expect('\n', octet, State.DONE);
            case DATA, DONE -> throw new IllegalStateException();
        };
    }

    private State firstDigit(int octet) throws MalformedMessageException {
        left = 0;
        digits = 0;
        extension = 0;
        return digit(octet);
    }

    private State digit(int octet) throws MalformedMessageException {
        int digit = Character.digit(octet, 16);
        if (digit < 0 || octet > 'f' || ++digits > MAX_SIZE_DIGITS) {
            throw MalformedMessageException.because("A chunk's size is malformed.");
        }
        left = left << 4 | digit;
        return State.SIZE;
    }

    private State size(int octet) throws MalformedMessageException {
        return switch (octet) {
            case '\r' -> State.SIZE_END;
            case ';' -> State.EXTENSION;
            default -> digit(octet);
        };
    }

    private State extension(int octet) throws MalformedMessageException {
        if (octet == '\r') {
            return State.SIZE_END;
        }
        if (!HttpSyntax.isValueChar(octet) || ++extension > MAX_EXTENSION) {
            throw MalformedMessageException.because("A chunk's extension is malformed.");
        }
        return State.EXTENSION;
    }

    private State afterSize(int octet) throws MalformedMessageException {
        return expect('\n', octet, left == 0 ? State.TRAILER_START : State.DATA);
    }

    private State trailer(int octet) throws MalformedMessageException {
        if (octet == '\r') {
            return State.TRAILER_LF;
        }
        if (!HttpSyntax.isValueChar(octet) || ++trailers > MAX_TRAILERS) {
            throw MalformedMessageException.because("A trailer is malformed or too long.");
        }
        trailer.append((char) octet);
        return State.TRAILER;
    }

    private State endTrailer(int octet) throws MalformedMessageException {
        Field field = FieldParser.parse(trailer.toString());
        trailer.setLength(0);
        if (FORBIDDEN_TRAILERS.contains(field.name().toLowerCase(java.util.Locale.ROOT))) {
            throw MalformedMessageException.because("A trailer may not be " + field.name() + ".");
        }
        return expect('\n', octet, State.TRAILER_START);
    }

    private static State expect(char wanted, int octet, State next) throws MalformedMessageException {
        if (octet != wanted) {
            throw MalformedMessageException.because("The chunks are malformed.");
        }
        return next;
    }
}
