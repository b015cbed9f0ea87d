package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.model.HostConfig;
import org.p2pvps.protocol.Limits;

/** The limits in Docker's units. */
final class EngineLimits {
    /** Microseconds over which processor time is counted. */
    static final long CPU_PERIOD = 100_000;

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long QUOTA_PER_MILLI_CPU = CPU_PERIOD / 1000;

    private EngineLimits() {}

    /** Microseconds of processor time in each period. The kernel takes no less than a thousand. */
    static long cpuQuota(Limits limits) {
        return Math.max(1000, limits.cpus() * QUOTA_PER_MILLI_CPU);
    }

    static long memory(Limits limits) {
        return limits.memoryMib() * MEBIBYTE;
    }

    /** The limits a container has; 0 for one it lacks. */
    static Limits of(HostConfig config) {
        return new Limits(
                (int) (orZero(config.getCpuQuota()) / QUOTA_PER_MILLI_CPU), orZero(config.getMemory()) / MEBIBYTE, (int)
                        orZero(config.getPidsLimit()));
    }

    private static long orZero(Long value) {
        return value == null ? 0 : value;
    }
}
