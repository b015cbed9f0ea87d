package org.p2pvps.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LetterTest {
    private final Letter letter = new Letter("P2P VPS", "https://vps.example.org/");

    @Test
    void showsFactsAsAListAndTheRestAsParagraphs() {
        String html = letter.html("Ready", "It is ready.\nReally.\n\nLog in:    ssh -p 1 a@b\nPassword:  x: y\n\nBye.");

        assertThat(html)
                .contains("<h1>Ready</h1>")
                .contains("<p>It is ready.<br>\nReally.</p>")
                .contains("<dt>Log in</dt><dd>ssh -p 1 a@b</dd>")
                .contains("<dt>Password</dt><dd>x: y</dd>")
                .contains("<p>Bye.</p>")
                .contains("<a href=\"https://vps.example.org/account\">");
    }

    @Test
    void escapesWhatOthersWrote() {
        String html = letter.html("<script>\"'&", "<b>{{content}}</b>\n\nName:  \"><img src=x>");

        assertThat(html)
                .doesNotContain("<script>")
                .doesNotContain("<b>")
                .doesNotContain("<img")
                .contains("&lt;script&gt;&quot;&#39;&amp;")
                .contains("{{content}}");
    }

    @Test
    void linksOnlyWholeWebAddresses() {
        String html = letter.html("x", "Web site:  https://a.example.org/?a=1&b=2\nOther:  javascript:alert(1)");

        assertThat(html)
                .contains("<a href=\"https://a.example.org/?a=1&amp;b=2\">")
                .contains("<dd>javascript:alert(1)</dd>");
    }

    @Test
    void controlCharactersDoNotGetThrough() {
        assertThat(letter.plain("a\u0000b\rc\u001b[31m")).startsWith("a b c [31m");
        assertThat(Letter.oneLine("a\r\nBcc: x\u2028y")).isEqualTo("a Bcc: x y");
    }

    @Test
    void saysNothingOfASiteThatIsNotConfigured() {
        assertThat(new Letter("VPS", "").html("x", "y")).doesNotContain("<a ");
        assertThat(new Letter("VPS", "").plain("y")).isEqualTo("y\n\n-- \nVPS");
    }
}
