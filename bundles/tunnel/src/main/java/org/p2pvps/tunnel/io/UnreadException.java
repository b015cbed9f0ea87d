package org.p2pvps.tunnel.io;

import java.io.IOException;

/** The peer lets too much of what is sent to it pile up. */
public final class UnreadException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadException(String message) {
        super(message);
    }

    UnreadException(int queued) {
        super("The peer left " + queued + " bytes unread.");
    }
}
