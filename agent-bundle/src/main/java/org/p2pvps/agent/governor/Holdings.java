package org.p2pvps.agent.governor;

import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.engine.HeldContainer;
import org.p2pvps.agent.state.AgentState;

/** Which generation this device holds a container of. */
final class Holdings {
    private final ContainerEngine engine;

    Holdings(ContainerEngine engine) {
        this.engine = engine;
    }

    /** 0 if none. Without an engine to ask it is what the state says. */
    int generation(AgentState state) {
        try {
            return engine.containersOf(state.deviceId()).stream()
                    .mapToInt(HeldContainer::generation)
                    .max()
                    .orElse(0);
        } catch (EngineException e) {
            return state.lease() == null
                    ? state.voidGeneration()
                    : state.lease().generation();
        }
    }
}
