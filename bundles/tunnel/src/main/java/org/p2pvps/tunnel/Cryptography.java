package org.p2pvps.tunnel;

import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.helpers.AbstractFactoryManager;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * What the server and its probe accept. Modern algorithms only; strict key exchange (against CVE-2023-48795) is sshd's default.
 * ChaCha20 is left out: OpenSSH would choose it first, and in Java it costs four times what AES-GCM does.
 */
final class Cryptography {
    static final List<DHFactory> KEY_EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            new QuickX25519.Factory(BuiltinDHFactories.curve25519.getName()),
            new QuickX25519.Factory(BuiltinDHFactories.curve25519_libssh.getName()),
            BuiltinDHFactories.ecdhp256);

    /** Counter mode is for dropbear, whose packages lack GCM. */
    private static final List<NamedFactory<Cipher>> CIPHERS = List.of(
            BuiltinCiphers.aes128gcm, BuiltinCiphers.aes256gcm, BuiltinCiphers.aes128ctr, BuiltinCiphers.aes256ctr);

    private static final List<NamedFactory<Mac>> MACS =
            List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256);

    static final List<NamedFactory<Signature>> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    private Cryptography() {}

    /**
     * Must run before anything else of sshd. Bouncy Castle, which Karaf's shell may have registered with the whole JVM in
     * another version, is kept out.
     */
    static void prepare() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(SecurityUtils.class.getClassLoader());
        try {
            SecurityUtils.setAPrioriDisabledProvider(SecurityUtils.BOUNCY_CASTLE, true);
            JdkEd25519Registrar.register();
            if (!SecurityUtils.isEDDSACurveSupported()) {
                throw new IllegalStateException("This JVM has no Ed25519.");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Limits a server or client to the algorithms above; key exchanges, which differ by side, aside. */
    static void restrict(AbstractFactoryManager manager) {
        manager.setCipherFactories(CIPHERS);
        manager.setMacFactories(MACS);
        manager.setCompressionFactories(List.of(BuiltinCompressions.none));
        manager.setSignatureFactories(SIGNATURES);
    }

    /** The key exchanges that this JVM can do. */
    static List<DHFactory> keyExchanges() {
        return KEY_EXCHANGES.stream().filter(DHFactory::isSupported).toList();
    }
}
