package org.p2pvps.agent.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The Ed25519 key by which the tunnel server knows this device, one for each generation.
 *
 * @param privateKey PKCS #8
 * @param publicKey X.509
 */
public record TunnelKey(byte[] privateKey, byte[] publicKey) {
    private static final String ALGORITHM = "Ed25519";
    private static final String SSH_NAME = "ssh-ed25519";
    private static final int RAW_LENGTH = 32;

    /** A new key. */
    public static TunnelKey create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new TunnelKey(
                    pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no Ed25519.", e);
        }
    }

    /** The key as Java's own classes know it. */
    public KeyPair pair() {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The tunnel key in the state folder is damaged.", e);
        }
    }

    /** The public key in OpenSSH's one-line form. An X.509 Ed25519 key ends in the 32 bytes that SSH wants (RFC 8410). */
    public String line() {
        byte[] raw = Arrays.copyOfRange(publicKey, publicKey.length - RAW_LENGTH, publicKey.length);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(blob)) {
            out.writeInt(SSH_NAME.length());
            out.write(SSH_NAME.getBytes(StandardCharsets.US_ASCII));
            out.writeInt(raw.length);
            out.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SSH_NAME + " " + Base64.getEncoder().encodeToString(blob.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TunnelKey key
                && Arrays.equals(publicKey, key.publicKey)
                && Arrays.equals(privateKey, key.privateKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(publicKey);
    }

    @Override
    public String toString() {
        return "TunnelKey[" + line() + "]";
    }
}
