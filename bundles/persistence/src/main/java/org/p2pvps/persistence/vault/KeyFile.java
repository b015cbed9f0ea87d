package org.p2pvps.persistence.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A file with one AES-256 key in base64, for its owner's eyes only. */
final class KeyFile {
    private static final int KEY_BYTES = 32;

    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The key; empty if there is no such file. */
    Optional<SecretKey> read() {
        try {
            return Files.exists(path) ? Optional.of(parse(Files.readString(path))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + path + " can't be read.", e);
        }
    }

    private SecretKey parse(String text) {
        byte[] key = decode(text.strip());
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("The file " + path + " holds no key: 32 bytes in base64 are wanted.");
        }
        return new SecretKeySpec(key, "AES");
    }

    private byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Makes a new key. The file appears whole or not at all, and is on the disk when this returns. */
    SecretKey create() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Files.createDirectories(path.getParent(), permissions("rwx------"));
            write(Base64.getEncoder().encodeToString(key) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + path + " can't be written.", e);
        }
        return new SecretKeySpec(key, "AES");
    }

    private void write(String text) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(path.getParent())) {
            directory.force(true);
        }
    }

    private static FileAttribute<?> permissions(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
