package org.p2pvps.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The change log this version brings, and every migration it names. */
final class ChangeLog {
    static final String PATH = "migrations/changelog.yaml";

    private static final Pattern FILE = Pattern.compile("file: *(\\S+)");

    private ChangeLog() {}

    /** The SHA-256 of all of it, in hexadecimal: another version's differs. */
    static String digest() {
        try {
            byte[] index = read(PATH);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(index);
            for (String file : files(index)) {
                digest.update(read(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> files(byte[] index) {
        return FILE.matcher(new String(index, StandardCharsets.UTF_8))
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = ChangeLog.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("The change log names " + file + ", which is not there");
            }
            return in.readAllBytes();
        }
    }
}
