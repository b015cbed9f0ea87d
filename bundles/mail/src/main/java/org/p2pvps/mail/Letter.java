package org.p2pvps.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a mail's text looks. Both forms are made from the same plain text, so that they can't say different things. Blocks stand
 * apart by an empty line; a block whose lines all read {@code Label:  value} is a list of facts.
 */
final class Letter {
    private static final Pattern FACT = Pattern.compile("([^:\\s][^:]{0,39}): {2,}(\\S.*)");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");
    private static final String TEMPLATE = read("letter.html");

    private final String name;
    private final String site;

    /** @param site the site's address; empty for no links to it */
    Letter(String name, String site) {
        this.name = oneLine(name);
        this.site = oneLine(site).replaceFirst("/+$", "");
    }

    /** The text with a signature (RFC 3676, 4.3). */
    String plain(String text) {
        String address = site.isEmpty() ? "" : "\nChoose what you are told by e-mail: " + settings() + "\n";
        return clean(text).strip() + "\n\n-- \n" + name + address;
    }

    String html(String subject, String text) {
        String content = Arrays.stream(clean(text).strip().split("\n{2,}"))
                .map(Letter::block)
                .collect(Collectors.joining("\n"));
        return fill(
                TEMPLATE,
                "subject",
                escaped(oneLine(subject)),
                "name",
                escaped(name),
                "content",
                content,
                "settings",
                site.isEmpty()
                        ? ""
                        : "<br><a href=\"" + escaped(settings()) + "\">Choose what you are told by e-mail</a>");
    }

    /** Without line breaks and other control characters, which would end a header. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private String settings() {
        return site + "/account";
    }

    private static String clean(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
    }

    private static String block(String text) {
        List<Matcher> facts = text.lines().map(FACT::matcher).toList();
        return facts.stream().allMatch(Matcher::matches)
                ? facts.stream()
                        .map(fact -> fact(fact.group(1), fact.group(2)))
                        .collect(Collectors.joining("\n", "<dl>\n", "\n</dl>"))
                : "<p>" + text.lines().map(Letter::escaped).collect(Collectors.joining("<br>\n")) + "</p>";
    }

    private static String fact(String label, String value) {
        String shown = escaped(value);
        String linked = LINK.matcher(value).matches() ? "<a href=\"" + shown + "\">" + shown + "</a>" : shown;
        return "<dt>" + escaped(label) + "</dt><dd>" + linked + "</dd>";
    }

    /** In one pass, so that what is filled in is not looked through for more places. */
    private static String fill(String template, String... pairs) {
        return Pattern.compile("\\{\\{(\\w+)}}")
                .matcher(template)
                .replaceAll(place ->
                        Matcher.quoteReplacement(pairs[Arrays.asList(pairs).indexOf(place.group(1)) + 1]));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String read(String resource) {
        try (InputStream in = Letter.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
