package org.p2pvps.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The server's Ed25519 key: made once, kept for good, since agents accept no other. */
record HostKey(KeyPair pair) {
    /** The key kept at {@code file}, in OpenSSH's form; made first if there is none. Readable by its owner only. */
    static HostKey at(Path file) throws IOException {
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return new HostKey(read(file));
        } catch (GeneralSecurityException e) {
            throw new IOException("The host key " + file + " can't be used: " + e.getMessage(), e);
        }
    }

    /** The public key, OpenSSH's one-line form. */
    String line() {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    /** {@code SHA256:...}. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(pair.getPublic());
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY);
            if (pairs == null) {
                throw new IOException("The host key " + file + " holds no key.");
            }
            return pairs.iterator().next();
        }
    }

    /** Written aside and moved, so that a crash leaves a whole key or none. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path draft = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                OutputStream out = Channels.newOutputStream(channel)) {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "P2P VPS tunnel server", null, out);
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
