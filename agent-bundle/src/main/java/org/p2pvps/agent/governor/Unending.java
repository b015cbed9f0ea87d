package org.p2pvps.agent.governor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop that an error of the JVM's, such as too little stack, doesn't end for good: it holds nothing it couldn't find again. */
record Unending(Runnable loop) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Unending.class);

    @Override
    public void run() {
        while (!attempt()) {
            LOG.info("Going on.");
        }
    }

    /** @return whether the loop ended by itself */
    private boolean attempt() {
        try {
            loop.run();
            return true;
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            LOG.error("A part of the agent failed.", e);
            return false;
        }
    }
}
