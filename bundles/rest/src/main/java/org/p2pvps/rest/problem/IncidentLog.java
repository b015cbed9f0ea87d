package org.p2pvps.rest.problem;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where failures that nobody foresaw are logged: once each, under an id that the caller gets to see. */
public final class IncidentLog {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);

    private IncidentLog() {}

    /** Logs {@code failure} with its stack; answers what to tell the caller, which gives nothing of it away. */
    public static String record(Throwable failure) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Incident {}", id, failure);
        return "Something went wrong here. The server's log has it as incident " + id + ".";
    }
}
