package org.p2pvps.openbazaar.daemon;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** What came of an answer, in the pieces it came in: long lists are read out of them without being copied into one. */
record Body(List<byte[]> pieces) {
    int length() {
        return pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    boolean isEmpty() {
        return length() == 0;
    }

    InputStream open() {
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().map(ByteArrayInputStream::new).toList()));
    }

    /** The beginning as text. */
    String text(int bytes) {
        StringBuilder text = new StringBuilder();
        for (byte[] piece : pieces) {
            if (text.length() < bytes) {
                text.append(new String(piece, 0, Math.min(piece.length, bytes), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
