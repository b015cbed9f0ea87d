package org.p2pvps.tunnel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that is to be run again whatever became of it: an executor gives up one that failed, and says nothing. */
record Tireless(Runnable task) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Tireless.class);

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "{} failed in a way that nobody foresaw, and is run again",
                    task.getClass().getSimpleName(),
                    e);
        }
    }
}
