package org.p2pvps.localtunnel.domain;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * The name of a renter's own domain.
 *
 * @param value in lower case, what is not ASCII in Punycode
 */
record DomainName(String value) {
    /** The proof's label and a dot are to fit before it (RFC 1035, 2.3.4). */
    private static final int LONGEST = 253 - 18;

    private static final Pattern LABELS =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
    /** Names that DNS does not give to anybody (RFC 6761, RFC 6762, RFC 7686, RFC 9476). */
    private static final List<String> NOBODYS =
            List.of("localhost", "local", "internal", "invalid", "test", "arpa", "onion", "alt");

    /**
     * @param typed as a person types it
     * @param own the server's names, which stay the server's
     */
    static DomainName of(String typed, List<String> own) {
        String name = ascii(typed == null ? "" : typed.strip());
        if (name.length() > LONGEST || !LABELS.matcher(name).matches()) {
            throw invalid("A domain is needed, for instance www.example.org.");
        }
        if (NOBODYS.stream().anyMatch(reserved -> isIn(name, reserved))) {
            throw invalid("This domain is not one that can be reached from the Internet.");
        }
        if (own.stream().anyMatch(zone -> isIn(name, zone) || isIn(zone, name))) {
            throw invalid("This domain is the server's own.");
        }
        return new DomainName(name);
    }

    private static String ascii(String typed) {
        String undotted = typed.endsWith(".") ? typed.substring(0, typed.length() - 1) : typed;
        try {
            return IDN.toASCII(undotted, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw invalid("A domain is needed, for instance www.example.org.");
        }
    }

    private static boolean isIn(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.FIELD_INVALID, detail);
    }
}
