package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import java.util.Map;
import org.p2pvps.agent.engine.ContainerSpec;

/** How a tenant's container is made: bounded, with the capabilities a small server needs and no more. */
final class ContainerCreation {
    private static final String[] ENTRY_POINT = {"/usr/bin/tini", "--", "/usr/local/sbin/p2pvps-init"};
    private static final Capability[] CAPABILITIES = {
        Capability.CHOWN,
        Capability.DAC_OVERRIDE,
        Capability.FOWNER,
        Capability.FSETID,
        Capability.KILL,
        Capability.SETGID,
        Capability.SETUID,
        Capability.SETPCAP,
        Capability.NET_BIND_SERVICE,
        Capability.SYS_CHROOT,
        Capability.AUDIT_WRITE
    };
    private static final Map<String, String> LOG_BOUNDS = Map.of("max-size", "1m", "max-file", "2");

    private final DockerClient docker;

    ContainerCreation(DockerClient docker) {
        this.docker = docker;
    }

    void create(ContainerSpec spec) {
        docker.createContainerCmd(spec.image())
                .withName(spec.name())
                .withHostName(spec.hostname())
                .withLabels(Labels.of(spec.deviceId(), spec.generation()))
                .withEntrypoint(ENTRY_POINT)
                .withHostConfig(hostConfig(spec))
                .exec();
    }

    private static HostConfig hostConfig(ContainerSpec spec) {
        return HostConfig.newHostConfig()
                .withNetworkMode(spec.network())
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .withCpuPeriod(EngineLimits.CPU_PERIOD)
                .withCpuQuota(EngineLimits.cpuQuota(spec.limits()))
                .withMemory(EngineLimits.memory(spec.limits()))
                .withMemorySwap(EngineLimits.memory(spec.limits()))
                .withPidsLimit((long) spec.limits().pids())
                .withCapDrop(Capability.ALL)
                .withCapAdd(CAPABILITIES)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_BOUNDS));
    }
}
