package org.p2pvps.agent.engine;

import java.util.List;
import org.p2pvps.protocol.Limits;

/**
 * A container as the engine sees it.
 *
 * @param state what it is doing
 * @param pid its first process on the host; 0 if it does not run
 * @param startedAt tells one run of it from the next
 * @param address its address on its network; empty if it has none
 * @param limits what the engine bounds it to
 * @param volumes names of its volumes
 */
public record ContainerView(
        String id, State state, long pid, String startedAt, String address, Limits limits, List<String> volumes) {

    /** What a container is doing. */
    public enum State {
        RUNNING,
        /** It stopped by itself and the engine starts it again and again. */
        RESTARTING,
        STOPPED
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }
}
