package org.p2pvps.agent.container;

import java.util.Optional;
import org.p2pvps.agent.container.Cgroups.Bound;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.EngineInfo;
import org.p2pvps.protocol.Limits;

/** Whether the limits are in force: in the engine's word, in its record of the container, and in the kernel's own files. */
public final class LimitCheck {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final String MEMORY_REMEDY = "This kernel does not limit a container's memory. On a Raspberry Pi add"
            + " \"cgroup_enable=memory\" to the line in /boot/firmware/cmdline.txt and reboot;"
            + " elsewhere enable the memory cgroup on the kernel's command line.";
    private static final String PIDS_REMEDY =
            "This kernel does not limit a container's processes: it needs the pids cgroup (CONFIG_CGROUP_PIDS).";
    private static final String CPU_REMEDY =
            "This kernel does not limit a container's processor time: it needs CONFIG_CFS_BANDWIDTH.";

    private final Cgroups cgroups;

    public LimitCheck(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /** What to tell the owner if a limit is not in force. */
    Optional<String> complaint(EngineInfo engine, ContainerView container, Limits wanted) {
        Limits had = container.limits();
        if (!engine.limitsMemory()
                || had.memoryMib() == 0
                || isLoose(cgroups.memory(container.pid()), wanted.memoryMib() * MEBIBYTE)) {
            return Optional.of(MEMORY_REMEDY);
        }
        if (!engine.limitsPids() || had.pids() == 0 || isLoose(cgroups.pids(container.pid()), wanted.pids())) {
            return Optional.of(PIDS_REMEDY);
        }
        if (!engine.limitsCpu() || had.cpus() == 0 || isLoose(cgroups.cpu(container.pid()), roundedUp(wanted.cpus()))) {
            return Optional.of(CPU_REMEDY);
        }
        return Optional.empty();
    }

    /** The kernel takes no less than a hundredth of a processor. */
    private static long roundedUp(int cpus) {
        return Math.max(10, cpus);
    }

    private static boolean isLoose(Bound bound, long wanted) {
        if (bound instanceof Bound.At at) {
            return at.value() > wanted;
        }
        return bound instanceof Bound.None;
    }
}
