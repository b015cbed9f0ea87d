package org.p2pvps.api.market;

import org.p2pvps.api.Secret;

/**
 * How a buyer gets in.
 *
 * @param sshCommand a line for the buyer's own terminal
 * @param webAddress where the buyer's web server answers
 */
public record Credentials(
        String username, Secret password, String sshHost, int sshPort, String sshCommand, String webAddress) {}
