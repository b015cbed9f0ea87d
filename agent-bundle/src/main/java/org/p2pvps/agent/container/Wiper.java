package org.p2pvps.agent.container;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.HeldContainer;
import org.p2pvps.protocol.Wipe;

/** Destroys everything of a device and looks again. To be repeated until nothing is left. */
public final class Wiper {
    private final ContainerEngine engine;
    private final Set<String> volumes = new HashSet<>();

    public Wiper(ContainerEngine engine) {
        this.engine = engine;
    }

    /** @param generation the generation that the account is for */
    public Wipe wipe(UUID deviceId, int generation) {
        destroy(engine.containersOf(deviceId));
        volumes.removeIf(volume -> !engine.hasVolume(volume));
        return new Wipe(generation, engine.containersOf(deviceId).size(), volumes.size());
    }

    /** Destroys these containers; remembers their volumes, to see whether they are gone too. */
    void destroy(List<HeldContainer> containers) {
        for (HeldContainer container : containers) {
            engine.inspect(container.id()).map(ContainerView::volumes).ifPresent(volumes::addAll);
            engine.destroy(container.id());
        }
    }
}
