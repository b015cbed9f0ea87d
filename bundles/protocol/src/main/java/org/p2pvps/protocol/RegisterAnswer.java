package org.p2pvps.protocol;

import java.util.UUID;

/**
 * The lease, and all an agent needs to serve it.
 *
 * @param deviceId the device; also the user name at the tunnel server
 * @param deviceName the name its owner gave it
 * @param generation the generation the lease belongs to; a container of any other is void
 * @param login the container's login
 * @param tunnel where the SSH tunnel goes
 * @param web where the web tunnel goes
 * @param limits what the container may use
 * @param image the container's image
 */
public record RegisterAnswer(
        UUID deviceId,
        String deviceName,
        int generation,
        Login login,
        Tunnel tunnel,
        Web web,
        Limits limits,
        Image image) {

    /** The container's login. Its text form hides the password. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[username=" + username + "]";
        }
    }

    /**
     * The SSH tunnel: the agent asks for {@code tcpip-forward} of {@code bindPort} and of nothing else.
     *
     * @param host where the tunnel server listens
     * @param port the tunnel server's port
     * @param hostKey the server's public key in OpenSSH's one-line form; the agent accepts no other
     * @param bindPort the leased port, on the server
     */
    public record Tunnel(String host, int port, String hostKey, int bindPort) {}

    /**
     * The web tunnel, LocalTunnel's protocol.
     *
     * @param controlUrl the gateway's own address, {@code http://host:port}; the agent asks {@code GET controlUrl/subdomain}
     * @param subdomain the leased name
     * @param token the bearer token for that request. Its holder alone gets the name
     * @param secure where that request and the data go with TLS instead; null if the server does not offer it
     */
    public record Web(String controlUrl, String subdomain, String token, Secure secure) {
        /** In the clear. */
        public Web(String controlUrl, String subdomain, String token) {
            this(controlUrl, subdomain, token, null);
        }

        @Override
        public String toString() {
            return "Web[controlUrl=" + controlUrl + ", subdomain=" + subdomain + "]";
        }
    }

    /**
     * TLS with the gateway.
     *
     * @param port on the control address's host
     * @param key the SHA-256 of the gateway's public key (SubjectPublicKeyInfo) in Base64; the agent accepts no other
     */
    public record Secure(int port, String key) {}

    /**
     * The image, looked for in Docker, then in the registry the owner configured, then at {@code url}.
     *
     * @param name name and tag in Docker
     * @param sha256 digest of the archive at {@code url}, hexadecimal; empty if the server has none
     * @param url the archive: a gzip'd root file system, with the device key as bearer token; empty if the server has none
     */
    public record Image(String name, String sha256, String url) {}
}
