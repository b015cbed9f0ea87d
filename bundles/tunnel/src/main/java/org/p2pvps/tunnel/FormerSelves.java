package org.p2pvps.tunnel;

import java.util.List;
import java.util.UUID;
import org.p2pvps.api.tunnel.OpenTunnel;

/** The data paths before this one whose sessions still finish. An admin sees and cuts them like this one's. */
interface FormerSelves {
    List<OpenTunnel> tunnels();

    /** @return whether the device had a tunnel among them */
    boolean cut(UUID deviceId);

    /** From now on, until the answer is closed, {@code self} is one of them. */
    AutoCloseable join(Self self);

    /** A data path that finishes. */
    interface Self {
        List<OpenTunnel> tunnels();

        boolean cut(UUID deviceId);
    }
}
