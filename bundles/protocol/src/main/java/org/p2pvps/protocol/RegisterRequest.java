package org.p2pvps.protocol;

/**
 * {@code POST /api/v1/agent/register}, with the device key as bearer token. Idempotent within a generation.
 *
 * @param protocol the protocol's version, {@value #PROTOCOL}
 * @param agentVersion the agent's version, for the owner's eyes
 * @param instanceId made at random when the agent first starts; tells two agents with the same key apart
 * @param heldGeneration the generation of the container the agent holds, 0 if it holds none
 * @param tunnelKey the agent's public key in OpenSSH's one-line form ({@code ssh-ed25519 AAAA...})
 * @param hardware what the device has
 * @param wipe the account of the last reset; null if there was none
 */
public record RegisterRequest(
        int protocol,
        String agentVersion,
        String instanceId,
        int heldGeneration,
        String tunnelKey,
        Hardware hardware,
        Wipe wipe) {
    /** The version of the protocol that these classes speak. */
    public static final int PROTOCOL = 1;
}
