package org.p2pvps.tunnel.jump;

import static org.apache.sshd.common.SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED;
import static org.apache.sshd.common.SshConstants.SSH_OPEN_CONNECT_FAILED;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.tunnel.DeviceAccess.Reachable;
import org.p2pvps.tunnel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the device that a person wants to reach. What is not theirs is answered as if it did not exist. */
final class JumpTargets {
    /** The container's sshd, whatever its real port: the device connects to nothing else. */
    static final long PORT = 22;

    private static final Logger LOG = LoggerFactory.getLogger(JumpTargets.class);

    private final JumpSources sources;
    private final DeviceDoors doors;

    JumpTargets(JumpSources sources, DeviceDoors doors) {
        this.sources = sources;
        this.doors = doors;
    }

    /** A device and the way to it. */
    record Target(Reachable device, DeviceDoors.Door door) {}

    Target find(UUID accountId, String host, long port) throws JumpRefusedException {
        if (port != PORT) {
            throw prohibited(Refusal.JUMP_PORT, "Only port 22 of your devices can be reached.");
        }
        Reachable device = the(new HostName(host).among(reachableBy(accountId)));
        return doors.of(device.deviceId(), device.leaseId())
                .map(door -> new Target(device, door))
                .orElseThrow(() -> new JumpRefusedException(
                        Refusal.DEVICE_OFFLINE, SSH_OPEN_CONNECT_FAILED, "The device is offline just now."));
    }

    /** @return empty if that can't be told now */
    Optional<List<Reachable>> lookUp(UUID accountId) {
        try {
            return sources.access().map(access -> access.reachableBy(accountId));
        } catch (RuntimeException e) {
            LOG.debug("Who may reach what can't be told now", e);
            return Optional.empty();
        }
    }

    private List<Reachable> reachableBy(UUID accountId) throws JumpRefusedException {
        return lookUp(accountId)
                .orElseThrow(() -> new JumpRefusedException(
                        Refusal.BUSY,
                        SSH_OPEN_CONNECT_FAILED,
                        "The server is being updated. Try again in a few seconds."));
    }

    private static Reachable the(List<Reachable> found) throws JumpRefusedException {
        if (found.isEmpty()) {
            throw prohibited(Refusal.JUMP_TARGET, "You have no device of this name.");
        }
        if (found.size() > 1) {
            String subdomains =
                    String.join(", ", found.stream().map(Reachable::subdomain).toList());
            throw prohibited(
                    Refusal.JUMP_AMBIGUOUS, "Several devices of yours have this name. Use one of " + subdomains);
        }
        return found.get(0);
    }

    private static JumpRefusedException prohibited(Refusal refusal, String message) {
        return new JumpRefusedException(refusal, SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, message);
    }
}
