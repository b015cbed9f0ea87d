package org.p2pvps.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.p2pvps.api.Secret;

/** The file that tells the admin how to sign in the first time. Only the server's own user can read it. */
final class FirstAdminFile {
    private final Path path;

    FirstAdminFile(Path path) {
        this.path = path;
    }

    /** Writes the file whole or not at all. */
    void write(String email, Secret password) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Path draft = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    draft, "email=" + email + "\npassword=" + password.value() + "\n", StandardCharsets.UTF_8);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
