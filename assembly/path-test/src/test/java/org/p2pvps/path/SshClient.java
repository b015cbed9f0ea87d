package org.p2pvps.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The system's own {@code ssh}, as a renter uses it. */
final class SshClient {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Path askPass;
    private final Path key;

    SshClient(Path folder) {
        this.folder = folder;
        this.askPass = folder.resolve("askpass");
        this.key = folder.resolve("renter_ed25519");
        write();
        Programs.must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "renter", "-f", key.toString());
    }

    private void write() {
        try {
            Files.writeString(askPass, "#!/bin/sh\nprintf '%s\\n' \"$P2PVPS_PASSWORD\"\n");
            Files.setPosixFilePermissions(askPass, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The renter's public key, for orders. */
    String publicKey() {
        try {
            return Files.readString(key.resolveSibling(key.getFileName() + ".pub"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs in with the password and runs a command. */
    Programs.Outcome run(Login login, String command) {
        return Programs.run(LIMIT, environment(login.password()), "", line(login, command, false));
    }

    /** Logs in with the key instead. */
    Programs.Outcome runWithKey(Login login, String command) {
        return Programs.run(LIMIT, Map.of(), "", line(login, command, true));
    }

    /** The command line for one command, by key or by password. */
    List<String> line(Login login, String command, boolean byKey) {
        List<String> line = byKey
                ? line(login, "-i", key.toString(), "-o", "PasswordAuthentication=no")
                : line(login, "-o", "PubkeyAuthentication=no", "-o", "PreferredAuthentications=password");
        line.add(command);
        return line;
    }

    /** Logs in and stays. */
    SshSession open(Login login) {
        List<String> line = line(login, "-o", "PubkeyAuthentication=no", "-o", "ServerAliveInterval=15");
        line.add(SshSession.REMOTE_COMMAND);
        Path out = folder.resolve("session-" + System.nanoTime() + ".out");
        return new SshSession(Programs.start(environment(login.password()), out, line), out);
    }

    /** What makes ssh take the password from here. */
    Map<String, String> environment(String password) {
        return Map.of(
                "SSH_ASKPASS",
                askPass.toString(),
                "SSH_ASKPASS_REQUIRE",
                "force",
                "DISPLAY",
                ":0",
                "P2PVPS_PASSWORD",
                password);
    }

    /** The command line the renter was given, with what a script needs added in front of the address. */
    private static List<String> line(Login login, String... options) {
        List<String> words = new ArrayList<>(List.of(login.command().split(" ")));
        List<String> added = new ArrayList<>(Arrays.asList(options));
        added.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
        added.addAll(List.of("-o", "LogLevel=ERROR", "-o", "ConnectTimeout=10", "-o", "NumberOfPasswordPrompts=1"));
        words.addAll(1, added);
        return words;
    }
}
