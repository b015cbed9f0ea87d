package org.p2pvps.agent.governor;

import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the agent's parts say how they are. The owner reads of every new trouble in the log. */
final class StatusBoard {
    private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);

    private AgentStatus status = AgentStatus.NEW;
    private AgentStatus reported = AgentStatus.NEW;

    synchronized AgentStatus get() {
        return status;
    }

    synchronized void update(UnaryOperator<AgentStatus> change) {
        AgentStatus next = change.apply(status);
        tell(next.trouble());
        status = next;
        notifyAll();
    }

    /** The status, about to be told to the server. */
    synchronized AgentStatus forReport() {
        reported = status;
        return status;
    }

    /** Waits until there is something that the server was not told. */
    synchronized void awaitNews() throws InterruptedException {
        while (status.equals(reported)) {
            wait();
        }
    }

    private void tell(String trouble) {
        if (trouble.equals(status.trouble())) {
            return;
        }
        if (trouble.isEmpty()) {
            LOG.info("That is over: {}", status.trouble());
        } else {
            LOG.warn("{}", trouble);
        }
    }
}
