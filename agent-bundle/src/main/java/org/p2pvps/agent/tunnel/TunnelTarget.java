package org.p2pvps.agent.tunnel;

import java.util.UUID;
import org.p2pvps.agent.state.TunnelKey;
import org.p2pvps.protocol.RegisterAnswer;

/** Where the tunnel goes, and as whom. */
public record TunnelTarget(UUID deviceId, RegisterAnswer.Tunnel endpoint, TunnelKey key) {}
