package org.p2pvps.api.market;

import java.util.List;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * Who buys on a market without an account here. Such a buyer becomes an account that nobody can sign in to.
 *
 * @param id the market's own name for the buyer, the same for every order, such as a peer id; 1 to 200 characters
 * @param name what to call the buyer; may be empty
 * @param email where to send the credentials; null if the buyer gave none, or nothing that could be an address
 * @param sshKeys keys to accept besides the password, OpenSSH's one-line form
 */
public record Buyer(String id, String name, String email, List<String> sshKeys) {
    private static final int LONGEST_ID = 200;

    public Buyer {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "A buyer's id has 1 to 200 characters.");
        }
        sshKeys = List.copyOf(sshKeys);
    }
}
