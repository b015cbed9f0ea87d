package org.p2pvps.registration;

import java.util.Set;
import java.util.regex.Pattern;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.SshPublicKey;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Hardware;
import org.p2pvps.protocol.RegisterRequest;

/** What an agent may claim. */
final class RegisterRequestCheck {
    private static final Pattern INSTANCE_ID = Pattern.compile("[0-9a-zA-Z-]{8,64}");
    /** What the tunnel server lets in. */
    private static final Set<String> TUNNEL_KEYS =
            Set.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ssh-rsa");

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64", "armhf");
    private static final int MOST_CPUS = 1024;
    private static final long MOST_MIB = 1L << 40;
    private static final int LONGEST_TEXT = 200;

    private RegisterRequestCheck() {}

    static void check(RegisterRequest request) {
        if (request.protocol() != RegisterRequest.PROTOCOL) {
            throw new ProblemException(
                    ErrorCode.PROTOCOL_UNSUPPORTED,
                    "This server speaks version " + RegisterRequest.PROTOCOL
                            + " of the agent's protocol. Install the agent that belongs to it.");
        }
        require(
                request.instanceId() != null
                        && INSTANCE_ID.matcher(request.instanceId()).matches(),
                "instanceId");
        require(TUNNEL_KEYS.contains(SshPublicKey.parse(request.tunnelKey()).type()), "tunnelKey");
        require(request.heldGeneration() >= 0, "heldGeneration");
        require(request.agentVersion() != null && request.agentVersion().length() <= LONGEST_TEXT, "agentVersion");
        require(request.hardware() != null, "hardware");
        check(request.hardware());
    }

    private static void check(Hardware hardware) {
        require(
                hardware.architecture() != null && ARCHITECTURES.contains(hardware.architecture()),
                "hardware.architecture");
        require(hardware.cpus() >= 1 && hardware.cpus() <= MOST_CPUS, "hardware.cpus");
        require(hardware.cpuModel() != null && hardware.cpuModel().length() <= LONGEST_TEXT, "hardware.cpuModel");
        require(hardware.memoryMib() >= 1 && hardware.memoryMib() <= MOST_MIB, "hardware.memoryMib");
        require(hardware.diskMib() >= 0 && hardware.diskMib() <= MOST_MIB, "hardware.diskMib");
    }

    private static void require(boolean fine, String field) {
        if (!fine) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "The field " + field + " has an impossible value.");
        }
    }
}
