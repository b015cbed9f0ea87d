package org.p2pvps.accounts;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form that accounts are kept and found under.
 *
 * @param value lower-case
 */
public record EmailAddress(String value) {
    static final int LONGEST = 254;

    /** What HTML calls a valid e-mail address: ASCII, no quotes, no comments, no line breaks. */
    private static final Pattern FORM = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

    /**
     * The address that a person wrote.
     *
     * @throws org.p2pvps.api.ProblemException with {@code field-invalid} if it is none
     */
    public static EmailAddress of(String written) {
        String value = normal(written);
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw Invalid.field("email", "is not an e-mail address.");
        }
        return new EmailAddress(value);
    }

    /** The text under which to look for an account, be it an address or not. */
    static String normal(String written) {
        return written == null ? "" : written.strip().toLowerCase(Locale.ROOT);
    }

    String localPart() {
        return value.substring(0, value.indexOf('@'));
    }
}
