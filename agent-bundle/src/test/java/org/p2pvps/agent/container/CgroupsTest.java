package org.p2pvps.agent.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.agent.container.Cgroups.Bound;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.EngineInfo;
import org.p2pvps.protocol.Limits;

/** Control groups as they look on real machines, and what is complained of. */
class CgroupsTest {
    private static final long PID = 42;
    private static final Limits LIMITS = new Limits(1500, 512, 256);
    private static final EngineInfo ABLE = new EngineInfo("20", "/", 4, true, true, true);

    @TempDir
    Path machine;

    private Cgroups cgroups;

    @BeforeEach
    void open() {
        cgroups = new Cgroups(machine.resolve("proc"), machine.resolve("sys"));
    }

    @Test
    void readsVersion2() throws IOException {
        version2("536870912", "256", "150000 100000");
        assertThat(cgroups.memory(PID)).isEqualTo(new Bound.At(536_870_912));
        assertThat(cgroups.pids(PID)).isEqualTo(new Bound.At(256));
        assertThat(cgroups.cpu(PID)).isEqualTo(new Bound.At(1500));
        assertThat(complaint()).isEmpty();
    }

    @Test
    void readsVersion1() throws IOException {
        version1("536870912", "256", "150000");
        assertThat(cgroups.memory(PID)).isEqualTo(new Bound.At(536_870_912));
        assertThat(cgroups.pids(PID)).isEqualTo(new Bound.At(256));
        assertThat(cgroups.cpu(PID)).isEqualTo(new Bound.At(1500));
        assertThat(complaint()).isEmpty();
    }

    @Test
    void seesUnboundedOnes() throws IOException {
        version2("max", "max", "max 100000");
        assertThat(cgroups.memory(PID)).isEqualTo(new Bound.None());
        assertThat(cgroups.pids(PID)).isEqualTo(new Bound.None());
        assertThat(cgroups.cpu(PID)).isEqualTo(new Bound.None());
        version1("9223372036854771712", "max", "-1");
        assertThat(cgroups.pids(PID)).isEqualTo(new Bound.None());
        assertThat(cgroups.cpu(PID)).isEqualTo(new Bound.None());
        assertThat(complaint().orElseThrow()).contains("memory");
    }

    @Test
    void seesAControllerThatTheKernelWasStartedWithout() throws IOException {
        version2("536870912", "256", "150000 100000");
        Files.delete(machine.resolve("sys/docker/x/memory.max"));
        assertThat(cgroups.memory(PID)).isEqualTo(new Bound.None());
        assertThat(complaint().orElseThrow()).contains("cgroup_enable=memory");
    }

    @Test
    void doesNotGuessWhatItCanNotSee() {
        assertThat(cgroups.memory(PID)).isEqualTo(new Bound.Unknown());
        assertThat(cgroups.cpu(PID)).isEqualTo(new Bound.Unknown());
        assertThat(complaint()).isEmpty();
    }

    @Test
    void complainsOfEachLimitThatIsNotInForce() throws IOException {
        version2("536870913", "256", "150000 100000");
        assertThat(complaint().orElseThrow()).contains("memory");
        version2("536870912", "257", "150000 100000");
        assertThat(complaint().orElseThrow()).contains("processes");
        version2("536870912", "256", "160000 100000");
        assertThat(complaint().orElseThrow()).contains("processor time");
    }

    @Test
    void believesAnEngineThatSaysItCanNot() throws IOException {
        version2("536870912", "256", "150000 100000");
        LimitCheck check = new LimitCheck(cgroups);
        assertThat(check.complaint(new EngineInfo("20", "/", 4, false, true, true), view(LIMITS), LIMITS))
                .isPresent();
        assertThat(check.complaint(new EngineInfo("20", "/", 4, true, false, true), view(LIMITS), LIMITS))
                .isPresent();
        assertThat(check.complaint(new EngineInfo("20", "/", 4, true, true, false), view(LIMITS), LIMITS))
                .isPresent();
        assertThat(check.complaint(ABLE, view(new Limits(1500, 0, 256)), LIMITS))
                .isPresent();
    }

    private Optional<String> complaint() {
        return new LimitCheck(cgroups).complaint(ABLE, view(LIMITS), LIMITS);
    }

    private static ContainerView view(Limits limits) {
        return new ContainerView("id", ContainerView.State.RUNNING, PID, "", "", limits, List.of());
    }

    private void version2(String memory, String pids, String cpu) throws IOException {
        write("proc/42/cgroup", "0::/docker/x\n");
        write("sys/docker/x/cgroup.procs", "42\n");
        write("sys/docker/x/memory.max", memory);
        write("sys/docker/x/pids.max", pids);
        write("sys/docker/x/cpu.max", cpu);
    }

    private void version1(String memory, String pids, String quota) throws IOException {
        write(
                "proc/42/cgroup",
                "9:pids:/docker/x\n4:memory:/docker/x\n2:cpu,cpuacct:/docker/x\n1:name=systemd:/docker/x\n0::/docker/x\n");
        write("sys/memory/docker/x/memory.limit_in_bytes", memory);
        write("sys/pids/docker/x/pids.max", pids);
        write("sys/cpu/docker/x/cpu.cfs_quota_us", quota);
        write("sys/cpu/docker/x/cpu.cfs_period_us", "100000");
    }

    private void write(String path, String text) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
