package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.InspectContainerResponse.Mount;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.util.List;
import java.util.Objects;
import org.p2pvps.agent.engine.ContainerView;

/** Docker's word on a container, in ours. */
final class Inspection {
    private Inspection() {}

    static ContainerView viewOf(InspectContainerResponse found) {
        ContainerState state = found.getState();
        return new ContainerView(
                found.getId(),
                stateOf(state),
                state.getPidLong() == null ? 0 : state.getPidLong(),
                Objects.requireNonNullElse(state.getStartedAt(), ""),
                addressOf(found),
                EngineLimits.of(found.getHostConfig()),
                volumesOf(found));
    }

    private static ContainerView.State stateOf(ContainerState state) {
        if (Boolean.TRUE.equals(state.getRestarting())) {
            return ContainerView.State.RESTARTING;
        }
        boolean runs = Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getPaused());
        return runs ? ContainerView.State.RUNNING : ContainerView.State.STOPPED;
    }

    private static String addressOf(InspectContainerResponse found) {
        return found.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static List<String> volumesOf(InspectContainerResponse found) {
        List<Mount> mounts = found.getMounts() == null ? List.of() : found.getMounts();
        return mounts.stream().map(Mount::getName).filter(Objects::nonNull).toList();
    }
}
