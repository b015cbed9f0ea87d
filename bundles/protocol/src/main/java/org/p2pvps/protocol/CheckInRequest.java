package org.p2pvps.protocol;

/**
 * {@code POST /api/v1/agent/check-in}, a long poll: answered at once if the desired state's revision is not
 * {@code seenRevision}, else when it changes, or after 25 s with the same state.
 *
 * @param instanceId as at registration
 * @param heldGeneration the generation of the container the agent holds, 0 if it holds none
 * @param seenRevision the revision of the state the agent last acted on; empty for none
 * @param container what the container is doing
 * @param tunnelUp whether the agent thinks that its tunnel is up
 * @param trouble what keeps the agent from the desired state, for the owner's eyes; empty if nothing
 */
public record CheckInRequest(
        String instanceId,
        int heldGeneration,
        String seenRevision,
        ContainerStatus container,
        boolean tunnelUp,
        String trouble) {}
