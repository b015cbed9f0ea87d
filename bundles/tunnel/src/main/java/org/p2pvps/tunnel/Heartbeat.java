package org.p2pvps.tunnel;

import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every device for a sign of life, and ends the tunnels of those that stay silent: a device without power does not say
 * goodbye. With these times a silent loss is noticed within {@link #PERIOD} + {@link #SILENCE} = 14 s.
 */
final class Heartbeat implements Runnable {
    static final Duration PERIOD = Duration.ofSeconds(4);
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final String REQUEST = "keepalive@openssh.com";

    private final TunnelRegistry tunnels;
    private final Duration silence;

    /** @param silence how long a device may say nothing */
    Heartbeat(TunnelRegistry tunnels, Duration silence) {
        this.tunnels = tunnels;
        this.silence = silence;
    }

    @Override
    public void run() {
        for (DeviceTunnel tunnel : tunnels.all()) {
            if (tunnel.silence().compareTo(silence) > 0) {
                LOG.info("Device {} fell silent", tunnel.deviceId());
                tunnels.end(tunnel);
            } else {
                ask(tunnel);
            }
        }
    }

    /** Any answer will do, a refusal too (RFC 4254, 4). */
    private static void ask(DeviceTunnel tunnel) {
        ServerSession session = tunnel.session();
        try {
            Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, Long.SIZE);
            buffer.putString(REQUEST);
            buffer.putBoolean(true);
            var unused = session.request(buffer, REQUEST, (command, answer) -> tunnel.heard());
        } catch (IOException | RuntimeException e) {
            LOG.debug("Device {} can't be asked for a sign of life", tunnel.deviceId(), e);
        }
    }
}
