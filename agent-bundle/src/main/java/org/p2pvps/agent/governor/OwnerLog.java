package org.p2pvps.agent.governor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says the same thing once. */
final class OwnerLog {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerLog.class);

    private String last = "";

    /** Something that the owner has to do something about. */
    void must(String text) {
        if (!text.equals(last)) {
            LOG.error("{}", text);
        }
        last = text;
    }

    /** Something that passes by itself. */
    void passing(String kind, String text) {
        if (last.equals(kind)) {
            LOG.debug("{}", text);
        } else {
            LOG.info("{}", text);
        }
        last = kind;
    }

    /** All is well; says so if it was not. */
    void well(String text) {
        if (!last.isEmpty()) {
            LOG.info("{}", text);
        }
        last = "";
    }
}
