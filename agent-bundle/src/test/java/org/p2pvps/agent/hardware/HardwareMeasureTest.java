package org.p2pvps.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p2pvps.agent.testing.FakeEngine;
import org.p2pvps.protocol.Hardware;

class HardwareMeasureTest {
    private static final String RASPBERRY_PI =
            """
            processor\t: 0
            BogoMIPS\t: 108.00
            CPU part\t: 0xd08

            processor\t: 1
            BogoMIPS\t: 108.00

            Revision\t: c03111
            Model\t\t: Raspberry Pi 4 Model B Rev 1.1
            """;

    @TempDir
    Path proc;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void readsARaspberryPi() throws IOException {
        Files.writeString(proc.resolve("cpuinfo"), RASPBERRY_PI);
        Files.writeString(proc.resolve("meminfo"), "MemTotal:        3884676 kB\nMemFree:  12 kB\n");
        engine.isAbsent();
        Hardware measured = new HardwareMeasure(engine, proc, "aarch64").measure();
        assertThat(measured.architecture()).isEqualTo("arm64");
        assertThat(measured.cpus()).isEqualTo(2);
        assertThat(measured.cpuModel()).isEqualTo("Raspberry Pi 4 Model B Rev 1.1");
        assertThat(measured.memoryMib()).isEqualTo(3793);
        assertThat(measured.diskMib()).isPositive();
    }

    @Test
    void believesTheEngineOnProcessors() throws IOException {
        Files.writeString(proc.resolve("cpuinfo"), "processor : 0\nmodel name : A\nprocessor : 1\nprocessor : 2\n");
        Hardware measured = new HardwareMeasure(engine, proc, "amd64").measure();
        assertThat(measured.cpus()).isEqualTo(2);
        assertThat(measured.cpuModel()).isEqualTo("A");
    }

    @ParameterizedTest
    @CsvSource({"amd64, amd64", "x86_64, amd64", "aarch64, arm64", "arm, armhf", "riscv64, riscv64"})
    void usesDebiansNames(String java, String debian) {
        assertThat(new HardwareMeasure(engine, proc, java).measure().architecture())
                .isEqualTo(debian);
    }

    @Test
    void livesWithoutTheKernelsFiles() {
        engine.isAbsent();
        Hardware measured = new HardwareMeasure(engine, proc.resolve("none"), "amd64").measure();
        assertThat(measured.cpus()).isEqualTo(1);
        assertThat(measured.cpuModel()).isEmpty();
        assertThat(measured.memoryMib()).isZero();
    }
}
