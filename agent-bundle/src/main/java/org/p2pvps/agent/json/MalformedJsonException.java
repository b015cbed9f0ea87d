package org.p2pvps.agent.json;

import java.io.IOException;

/** A text is not the JSON it should be. The message says where, not what stands there. */
public final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedJsonException(String place) {
        super(place);
    }
}
