package org.p2pvps.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.Limits;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.Wipe;

class StateStoreTest {
    private static final UUID DEVICE = UUID.randomUUID();
    private static final Limits LIMITS = new Limits(1000, 512, 100);

    @TempDir
    Path home;

    @Test
    void remembersEverything() throws IOException {
        Instant until = Instant.parse("2027-01-01T00:00:00.123456Z");
        AgentState kept = open().update(state -> state.of(DEVICE)
                .with(TunnelKey.create())
                .with(lease(3))
                .with(new DesiredState("r", 3, DesiredState.Phase.RUN, until, List.of("ssh-ed25519 AAAA"), LIMITS)));
        assertThat(open().get()).isEqualTo(kept);
        assertThat(kept.rentedUntil()).isEqualTo(until);
    }

    @Test
    void keepsItsInstanceId() throws IOException {
        String id = open().get().instanceId();
        assertThat(open().get().instanceId()).isEqualTo(id).matches("[0-9a-f-]{36}");
    }

    @Test
    void isForNobodyElse() throws IOException {
        open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void takesTheOldStateAfterACrashWhileWriting() throws IOException {
        AgentState kept = open().update(state -> state.of(DEVICE).with(TunnelKey.create()));
        Files.writeString(folder().resolve("agent.json.new"), "{\"instanceId\":\"half");
        assertThat(open().get()).isEqualTo(kept);
        AgentState next = open().update(state -> state.with(lease(1)));
        assertThat(open().get()).isEqualTo(next);
    }

    @Test
    void putsADamagedStateAsideAndBeginsAnew() throws IOException {
        open();
        Files.writeString(file(), "{\"instanceId\":");
        StateStore store = open();
        assertThat(store.get().instanceId()).isNotEmpty();
        assertThat(folder().resolve("agent.json.damaged")).exists();
        assertThat(open().get()).isEqualTo(store.get());
    }

    @Test
    void readsAStateOfANewerAgent() throws IOException {
        AgentState kept = open().update(state -> state.of(DEVICE));
        Files.writeString(file(), Files.readString(file()).replaceFirst("\\{", "{\"newer\":{\"x\":1},"));
        assertThat(open().get()).isEqualTo(kept);
    }

    @Test
    void changesNothingAfterItWasClosed() throws IOException {
        StateStore store = open();
        store.close();
        assertThatThrownBy(() -> store.update(state -> state.of(DEVICE))).isInstanceOf(IllegalStateException.class);
        assertThat(open().get().deviceId()).isNull();
    }

    @Test
    void forgetsLeaseAndKeyWhenVoidAndRememberIsOnlyTheWipe() throws IOException {
        StateStore store = open();
        store.update(state -> state.of(DEVICE).with(TunnelKey.create()).with(lease(3)));
        AgentState voided = store.update(state -> state.voided(3));
        assertThat(voided.mustWipe()).isTrue();
        assertThat(voided.lease()).isNull();
        assertThat(voided.tunnelKey()).isNull();
        AgentState wiped = open().update(state -> state.wiped(new Wipe(3, 0, 0)));
        assertThat(wiped.mustWipe()).isFalse();
        assertThat(wiped.wipe()).isEqualTo(new Wipe(3, 0, 0));
        assertThat(open().update(state -> state.with(lease(4))).wipe()).isNull();
        assertThat(Files.readString(file())).doesNotContain("password3");
    }

    @Test
    void carriesNothingOfOneTenantToTheNext() throws IOException {
        Instant until = Instant.parse("2027-01-01T00:00:00Z");
        AgentState next = open().update(state -> state.of(DEVICE)
                .with(lease(3))
                .with(new DesiredState("r", 3, DesiredState.Phase.RUN, until, List.of("key"), LIMITS))
                .with(lease(4)));
        assertThat(next.rentedUntil()).isNull();
        assertThat(next.sshKeys()).isEmpty();
    }

    @Test
    void writesItsKeyAsOpenSshDoes() {
        String line = TunnelKey.create().line();
        assertThat(line).startsWith("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI").hasSize("ssh-ed25519 ".length() + 68);
    }

    private StateStore open() throws IOException {
        return StateStore.open(folder(), new JsonCodec());
    }

    private Path folder() {
        return home.resolve("deep").resolve("state");
    }

    private Path file() {
        return folder().resolve("agent.json");
    }

    private static RegisterAnswer lease(int generation) {
        return new RegisterAnswer(
                DEVICE,
                "Pi",
                generation,
                new RegisterAnswer.Login("user", "password" + generation),
                new RegisterAnswer.Tunnel("h", 22, "ssh-ed25519 A", 20000),
                new RegisterAnswer.Web("http://h", "sub", "token"),
                LIMITS,
                new RegisterAnswer.Image("i:t", "", ""));
    }
}
