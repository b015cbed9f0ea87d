package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() {
        Cryptography.prepare();
    }

    @Test
    void isMadeOnceAndKept() throws IOException {
        Path file = folder.resolve("state/keys/host");

        HostKey made = HostKey.at(file);
        HostKey read = HostKey.at(file);

        assertThat(made.line()).startsWith("ssh-ed25519 AAAA");
        assertThat(made.fingerprint()).startsWith("SHA256:");
        assertThat(read.line()).isEqualTo(made.line());
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("state/keys/host");
        HostKey.at(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void brokenFileIsNamedInTheError() throws IOException {
        Path file = folder.resolve("host");
        Files.writeString(file, "not a key");

        assertThatThrownBy(() -> HostKey.at(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("not a key");
    }
}
