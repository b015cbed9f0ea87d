package org.p2pvps.rental;

import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.Tunnels;

/**
 * How a renter gets in.
 *
 * @param sshCommand a line for the renter's own terminal
 * @param webAddress where the renter's web server answers
 */
public record Access(
        String username, String password, String sshHost, int sshPort, String sshCommand, String webAddress) {

    static Access of(Lease lease, Tunnels.Endpoint endpoint, String webAddress) {
        String command = "ssh -p " + lease.sshPort() + " " + lease.username() + "@" + endpoint.host();
        return new Access(
                lease.username(), lease.password().value(), endpoint.host(), lease.sshPort(), command, webAddress);
    }

    @Override
    public String toString() {
        return "Access[sshHost=" + sshHost + ", sshPort=" + sshPort + "]";
    }
}
