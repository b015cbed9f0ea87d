package org.p2pvps.rental;

import java.util.List;
import java.util.regex.Pattern;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** The SSH keys a renter brings, in OpenSSH's one-line form, without options. */
final class SshKeys {
    private static final int MOST = 16;
    private static final Pattern KEY = Pattern.compile("(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)"
            + "|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com)"
            + " [A-Za-z0-9+/]{40,1500}={0,2}( [^\\p{Cntrl}]{0,100})?");

    private SshKeys() {}

    /** One a line, as orders keep them. */
    static String text(List<String> keys) {
        if (keys == null) {
            return "";
        }
        if (keys.size() > MOST) {
            throw invalid("At most " + MOST + " SSH keys can be given.");
        }
        keys.forEach(SshKeys::check);
        return String.join("\n", keys.stream().map(String::strip).toList());
    }

    /** Those that are keys, of what a buyer wrote somewhere. */
    static String usable(List<String> written) {
        return String.join(
                "\n",
                written.stream()
                        .map(String::strip)
                        .filter(key -> KEY.matcher(key).matches())
                        .limit(MOST)
                        .toList());
    }

    private static void check(String key) {
        if (key == null || !KEY.matcher(key.strip()).matches()) {
            throw invalid("An SSH key is wanted as one line of a .pub file: type, key, and perhaps a comment.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.FIELD_INVALID, detail);
    }
}
