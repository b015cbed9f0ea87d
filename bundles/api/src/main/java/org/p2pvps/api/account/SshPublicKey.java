package org.p2pvps.api.account;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * A public key in OpenSSH's one-line form, looked into: Ed25519 (RFC 8709), ECDSA (RFC 5656), or RSA (RFC 4253) of
 * {@value #SHORTEST_RSA} bits or more. Whoever holds one has a key that SSH servers take.
 *
 * @param type for instance {@code ssh-ed25519}
 * @param encoded the key itself, Base64
 * @param comment what its holder wrote behind it; may be empty
 */
public record SshPublicKey(String type, String encoded, String comment) {
    private static final int SHORTEST_RSA = 2048;
    /** Longer ones would let a stranger keep a processor busy. */
    private static final int LONGEST_RSA = 8192;

    private static final int LONGEST_EXPONENT = 32;
    private static final int LONGEST_LINE = 4000;
    private static final int LONGEST_COMMENT = 100;
    private static final int UNCOMPRESSED_POINT = 4;

    /**
     * Reads a line of a {@code .pub} file: type, key, and perhaps a comment. Options before the type are refused.
     *
     * @throws ProblemException with {@code field-invalid} that says what is wrong
     */
    public static SshPublicKey parse(String line) {
        String text = line == null ? "" : line.strip();
        if (text.contains("PRIVATE KEY")) {
            throw invalid(
                    "This is a private key. Keep it to yourself, and give the public one: its file ends in .pub.");
        }
        String[] words = text.split("[ \t]+", 3);
        if (words.length < 2 || text.length() > LONGEST_LINE) {
            throw invalid("An SSH key is one line of a .pub file: type, key, and perhaps a comment.");
        }
        SshPublicKey key = new SshPublicKey(words[0], words[1], words.length == 3 ? comment(words[2]) : "");
        key.check();
        return key;
    }

    /** As {@code ssh-keygen -l} shows it: {@code SHA256:...}. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Type and key, as {@code authorized_keys} wants them. */
    public String line() {
        return comment.isEmpty() ? type + " " + encoded : type + " " + encoded + " " + comment;
    }

    private void check() {
        ByteBuffer blob = ByteBuffer.wrap(blob());
        try {
            if (!type.equals(ascii(field(blob)))) {
                throw invalid("The SSH key is of another type than it says.");
            }
            checkNumbers(blob);
        } catch (BufferUnderflowException cutOff) {
            throw invalid("The SSH key is cut off. Copy the whole line.");
        }
        if (blob.hasRemaining()) {
            throw invalid("The SSH key has more bytes than its type has.");
        }
    }

    private void checkNumbers(ByteBuffer blob) {
        switch (type) {
            case "ssh-ed25519" -> require(field(blob).length == 32, "The Ed25519 key is not 32 bytes long.");
            case "ecdsa-sha2-nistp256" -> checkPoint(blob, "nistp256", 65);
            case "ecdsa-sha2-nistp384" -> checkPoint(blob, "nistp384", 97);
            case "ecdsa-sha2-nistp521" -> checkPoint(blob, "nistp521", 133);
            case "ssh-rsa" -> checkRsa(blob);
            default ->
                throw invalid("SSH keys of this type are not taken: use ssh-ed25519, ecdsa-sha2-nistp256, -384, -521,"
                        + " or ssh-rsa of at least " + SHORTEST_RSA + " bits.");
        }
    }

    private static void checkPoint(ByteBuffer blob, String curve, int length) {
        require(curve.equals(ascii(field(blob))), "The ECDSA key is on another curve than it says.");
        byte[] point = field(blob);
        require(point.length == length && point[0] == UNCOMPRESSED_POINT, "The ECDSA key's point can't be read.");
    }

    private static void checkRsa(ByteBuffer blob) {
        byte[] exponent = field(blob);
        byte[] modulus = field(blob);
        require(exponent.length > 0 && modulus.length > 0, "The RSA key's exponent can't be taken.");
        BigInteger e = new BigInteger(exponent);
        BigInteger n = new BigInteger(modulus);
        require(
                e.signum() > 0 && e.testBit(0) && e.bitLength() > 1 && e.bitLength() <= LONGEST_EXPONENT,
                "The RSA key's exponent can't be taken.");
        require(n.signum() > 0 && n.testBit(0), "The RSA key's modulus can't be taken.");
        require(
                n.bitLength() >= SHORTEST_RSA && n.bitLength() <= LONGEST_RSA,
                "The RSA key has " + n.bitLength() + " bits; " + SHORTEST_RSA + " to " + LONGEST_RSA + " are taken.");
    }

    private byte[] blob() {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw invalid("The SSH key is not Base64. Copy the whole line.");
        }
    }

    /** A length and as many bytes (RFC 4251, 5). */
    private static byte[] field(ByteBuffer blob) {
        int length = blob.getInt();
        if (length < 0 || length > blob.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = Arrays.copyOfRange(blob.array(), blob.position(), blob.position() + length);
        blob.position(blob.position() + length);
        return bytes;
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String comment(String text) {
        require(
                text.length() <= LONGEST_COMMENT && text.codePoints().noneMatch(Character::isISOControl),
                "The SSH key's comment is longer than " + LONGEST_COMMENT + " characters, or of more than one line.");
        return text;
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw invalid(otherwise);
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.FIELD_INVALID, detail);
    }
}
