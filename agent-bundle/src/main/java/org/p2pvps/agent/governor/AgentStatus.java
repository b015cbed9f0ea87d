package org.p2pvps.agent.governor;

import org.p2pvps.protocol.ContainerStatus;

/**
 * What the agent says of itself.
 *
 * @param generation of the container it holds, 0 if none
 * @param trouble what keeps it from the desired state; empty if nothing
 */
record AgentStatus(ContainerStatus container, int generation, boolean tunnelUp, String trouble) {
    static final AgentStatus NEW = new AgentStatus(ContainerStatus.NONE, 0, false, "");

    AgentStatus with(ContainerStatus newContainer, int newGeneration) {
        return new AgentStatus(newContainer, newGeneration, tunnelUp, trouble);
    }

    AgentStatus withTunnel(boolean up) {
        return new AgentStatus(container, generation, up, trouble);
    }

    AgentStatus withTrouble(String newTrouble) {
        return new AgentStatus(container, generation, tunnelUp, newTrouble);
    }
}
