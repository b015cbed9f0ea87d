package org.p2pvps.openbazaar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.SshPublicKey;

/** What buyers write about themselves, in fields where anything can stand. */
final class Contact {
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])");
    private static final int LONGEST = 2000;
    private static final int MOST_KEYS = 16;

    private Contact() {}

    /** The first thing that could be an e-mail address; null if nothing could. */
    static String email(String contact) {
        Matcher matcher = ADDRESS.matcher(cut(contact));
        return matcher.find() ? matcher.group().toLowerCase(Locale.ROOT) : null;
    }

    /** The lines that are SSH public keys. */
    static List<String> sshKeys(String memo) {
        List<String> keys = new ArrayList<>();
        for (String line : memo.split("\\R", MOST_KEYS + 1)) {
            try {
                keys.add(SshPublicKey.parse(line).line());
            } catch (ProblemException e) {
                // Then it is a remark, or a mistake; a password comes anyway.
            }
        }
        return keys.size() > MOST_KEYS ? keys.subList(0, MOST_KEYS) : keys;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
