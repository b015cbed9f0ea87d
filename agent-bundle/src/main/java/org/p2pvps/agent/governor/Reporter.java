package org.p2pvps.agent.governor;

import java.io.IOException;
import java.time.Duration;
import org.p2pvps.agent.device.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the server of news while the link waits in a long poll. What it can't tell the next check-in does. */
final class Reporter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    /** News come in flocks. */
    private static final Duration GATHER = Duration.ofMillis(300);

    private final StatusBoard board;
    private final Talk talk;
    private final Bell never = new Bell();

    Reporter(StatusBoard board, Talk talk) {
        this.board = board;
        this.talk = talk;
    }

    @Override
    public void run() {
        try {
            while (true) {
                board.awaitNews();
                never.await(GATHER);
                report();
            }
        } catch (InterruptedException e) {
            LOG.debug("The reporter ends");
        }
    }

    private void report() {
        Credentials credentials = talk.registeredWith();
        if (credentials == null) {
            // The link reports when it has registered.
            board.forReport();
            return;
        }
        try {
            talk.signOfLife(credentials);
        } catch (IOException e) {
            LOG.debug("News could not be told: {}", e.getMessage());
        }
    }
}
