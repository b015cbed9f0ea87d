package org.p2pvps.rental;

import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.Tunnels;

/**
 * How a renter gets in.
 *
 * @param sshCommand a line for the renter's own terminal
 * @param jumpCommand the same by way of the server's own SSH port, for networks that let nothing else through. It names the
 *     device by its subdomain: no two devices have one at a time, nor one device the same twice, so that SSH clients don't
 *     take one for another
 * @param webAddress where the renter's web server answers
 */
public record Access(
        String username,
        String password,
        String sshHost,
        int sshPort,
        String sshCommand,
        String jumpCommand,
        String webAddress) {

    static Access of(Lease lease, Tunnels.Endpoint endpoint, String webAddress) {
        String command = "ssh -p " + lease.sshPort() + " " + lease.username() + "@" + endpoint.host();
        String jump = "ssh -J jump@" + endpoint.host() + ":" + endpoint.port() + " " + lease.username() + "@"
                + lease.subdomain();
        return new Access(
                lease.username(),
                lease.password().value(),
                endpoint.host(),
                lease.sshPort(),
                command,
                jump,
                webAddress);
    }

    @Override
    public String toString() {
        return "Access[sshHost=" + sshHost + ", sshPort=" + sshPort + "]";
    }
}
