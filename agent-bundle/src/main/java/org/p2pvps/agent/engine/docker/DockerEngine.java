package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.ContainerSpec;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.EngineInfo;
import org.p2pvps.agent.engine.ExecResult;
import org.p2pvps.agent.engine.HeldContainer;
import org.p2pvps.protocol.Limits;

/** Docker, over its Unix socket. */
public final class DockerEngine implements ContainerEngine {
    private final DockerConnection connection;
    private final DockerClient docker;

    /** @param host as in {@code unix:///var/run/docker.sock} */
    public DockerEngine(String host) {
        this.connection = new DockerConnection(host);
        this.docker = connection.client();
    }

    @Override
    public EngineInfo info() {
        return EngineErrors.translated(() -> {
            Info info = docker.infoCmd().exec();
            return new EngineInfo(
                    info.getServerVersion(),
                    info.getDockerRootDir(),
                    info.getNCPU(),
                    Boolean.TRUE.equals(info.getMemoryLimit()),
                    isTrue(info.getRawValues(), "PidsLimit"),
                    Boolean.TRUE.equals(info.getCpuCfsQuota()));
        });
    }

    @Override
    public boolean hasImage(String image) {
        return EngineErrors.translated(() -> {
            try {
                docker.inspectImageCmd(image).exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        });
    }

    @Override
    public void importImage(Path archive, String image) {
        EngineErrors.translated(() -> new ImageImport(connection).run(archive, image));
    }

    @Override
    public void pullImage(String reference, String image) {
        EngineErrors.translated(() -> new ImagePull(docker).run(reference, image));
    }

    @Override
    public List<HeldContainer> containersOf(UUID deviceId) {
        return EngineErrors.translated(() -> docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(Labels.DEVICE, deviceId.toString()))
                .exec()
                .stream()
                .map(DockerEngine::held)
                .toList());
    }

    @Override
    public void ensureNetwork(String name) {
        EngineErrors.translated(() -> {
            boolean there = docker.listNetworksCmd().withNameFilter(name).exec().stream()
                    .anyMatch(network -> name.equals(network.getName()));
            if (!there) {
                docker.createNetworkCmd()
                        .withName(name)
                        .withDriver("bridge")
                        .withCheckDuplicate(true)
                        // Tenants of two devices on one machine are strangers to each other.
                        .withOptions(Map.of("com.docker.network.bridge.enable_icc", "false"))
                        .exec();
            }
        });
    }

    @Override
    public void create(ContainerSpec spec) {
        EngineErrors.translated(() -> new ContainerCreation(docker).create(spec));
    }

    @Override
    public void start(String id) {
        EngineErrors.translated(() -> {
            try {
                if (Boolean.TRUE.equals(
                        docker.inspectContainerCmd(id).exec().getState().getPaused())) {
                    docker.unpauseContainerCmd(id).exec();
                } else {
                    docker.startContainerCmd(id).exec();
                }
            } catch (NotModifiedException running) {
                // It runs already: what was wanted.
                return;
            }
        });
    }

    @Override
    public Optional<ContainerView> inspect(String id) {
        return EngineErrors.translated(() -> {
            try {
                InspectContainerResponse found = docker.inspectContainerCmd(id).exec();
                return Optional.of(Inspection.viewOf(found));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void limit(String id, Limits limits) {
        EngineErrors.translated(() -> docker.updateContainerCmd(id)
                .withCpuPeriod(EngineLimits.CPU_PERIOD)
                .withCpuQuota(EngineLimits.cpuQuota(limits))
                .withMemory(EngineLimits.memory(limits))
                .withMemorySwap(EngineLimits.memory(limits))
                .withPidsLimit((long) limits.pids())
                .exec());
    }

    @Override
    public ExecResult run(String id, List<String> input, String program) {
        return EngineErrors.translated(() -> new Exec(docker).run(id, input, program));
    }

    @Override
    public void destroy(String id) {
        EngineErrors.translated(() -> {
            try {
                docker.removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException | ConflictException gone) {
                // It is gone, or another removal is under way: whoever asks next sees which.
                return;
            }
        });
    }

    @Override
    public boolean hasVolume(String name) {
        return EngineErrors.translated(() -> {
            try {
                docker.inspectVolumeCmd(name).exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        });
    }

    private static boolean isTrue(Map<String, Object> values, String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    private static HeldContainer held(Container container) {
        String name = container.getNames().length == 0 ? "" : container.getNames()[0].substring(1);
        return new HeldContainer(container.getId(), name, Labels.generationOf(container.getLabels()));
    }
}
