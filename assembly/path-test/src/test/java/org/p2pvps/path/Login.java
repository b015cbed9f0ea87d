package org.p2pvps.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** What a renter was given. */
record Login(String username, String password, String host, int port, String command, URI web) {
    static Login of(JsonNode credentials) {
        return new Login(
                credentials.get("username").asText(),
                credentials.get("password").asText(),
                credentials.get("sshHost").asText(),
                credentials.get("sshPort").asInt(),
                credentials.get("sshCommand").asText(),
                URI.create(credentials.get("webAddress").asText()));
    }

    /** An earlier tenant who tries the door of this one. */
    Login withDoorOf(Login other) {
        return new Login(username, password, other.host, other.port, other.command, other.web);
    }
}
