package org.p2pvps.agent.governor;

import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.server.RefusedException;
import org.p2pvps.protocol.ErrorCode;

/** What an owner can do about the server's refusals. */
final class Refusals {
    private static final String NEW_KEY = " Make a new key for this device on the site (" + "%s" + ")"
            + " and replace device.json with the one it shows; the agent notices by itself.";

    private Refusals() {}

    static String advice(RefusedException refusal, Credentials credentials) {
        return refusal.code()
                .map(code -> advice(code, refusal, credentials))
                .orElseGet(() -> "The server refuses this agent: " + refusal.getMessage());
    }

    private static String advice(ErrorCode code, RefusedException refusal, Credentials credentials) {
        String newKey = NEW_KEY.formatted(credentials.server());
        if (code == ErrorCode.DEVICE_KEY_UNKNOWN) {
            return "The server does not know the device key in device.json." + newKey;
        }
        if (code == ErrorCode.DEVICE_KEY_REVOKED) {
            return "The device key in device.json was replaced by a newer one." + newKey;
        }
        if (code == ErrorCode.DEVICE_KEY_IN_USE) {
            return "Another agent uses the device key in device.json: it was moved, copied or installed anew." + newKey;
        }
        if (code == ErrorCode.DEVICE_RETIRED) {
            return "This device was removed from the server; nothing is kept here."
                    + " To use it again, add it on the site anew and replace device.json.";
        }
        if (code == ErrorCode.PROTOCOL_UNSUPPORTED) {
            return "The server is of another version than this agent: install the agent that belongs to it.";
        }
        return "The server refuses this agent: " + refusal.getMessage();
    }
}
