package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent: a success, or a coded refusal that changed nothing; never a failure of the server. */
class JsonFuzzTest {
    private static final List<String> NAMES =
            List.of("name", "count", "on", "colour", "price", "id", "at", "tags", "word", "amount", "currency", "x");
    private static ApiServer server;
    private static ProbeResource probe;

    @BeforeContainer
    static void start() {
        probe = new ProbeResource();
        server = ApiServer.with(probe);
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Property(tries = 300)
    void survivesAnyBytes(@ForAll byte[] body) {
        assertHarmless(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    @Property(tries = 1000)
    void survivesAnyJson(@ForAll("values") String json) {
        assertHarmless(HttpRequest.BodyPublishers.ofString(json));
    }

    @Property(tries = 200)
    void survivesAnyPath(@ForAll("paths") String path) {
        HttpResponse<String> answer = server.get("/probe/" + path);
        assertThat(answer.statusCode()).as(path).isNotEqualTo(500);
    }

    private static void assertHarmless(HttpRequest.BodyPublisher body) {
        int before = probe.calls();
        HttpResponse<String> answer = server.send(server.request("/probe")
                .header("Content-Type", "application/json")
                .POST(body));
        if (answer.statusCode() == 201) {
            assertThat(probe.calls()).isEqualTo(before + 1);
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":").doesNotContain("Exception");
            assertThat(probe.calls()).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<String> values() {
        return value(3);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars("abc019-_~.;,@:&=+$")
                .ofMaxLength(40)
                .filter(path -> !path.contains(".."));
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.bigDecimals().map(String::valueOf),
                Arbitraries.strings().ofMaxLength(20).map(JsonFuzzTest::quoted),
                Arbitraries.of(
                        "null",
                        "true",
                        "false",
                        "3",
                        "\"EUR\"",
                        "\"RED\"",
                        "\"2026-01-02T03:04:05Z\"",
                        "\"00000000-0000-0000-0000-00000000000a\"",
                        "{\"amount\":5,\"currency\":\"EUR\"}",
                        "1e999999999",
                        "\"\\ud800\""));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> inner = value(depth - 1);
        Arbitrary<String> array = inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
        Arbitrary<String> member =
                Combinators.combine(Arbitraries.of(NAMES), inner).as((name, content) -> quoted(name) + ":" + content);
        Arbitrary<String> members = member.list().ofMaxSize(9).map(items -> "{" + String.join(",", items) + "}");
        Arbitrary<String> nearly = member.list()
                .ofMaxSize(2)
                .map(items ->
                        "{\"count\":1,\"on\":true" + (items.isEmpty() ? "" : ",") + String.join(",", items) + "}");
        return Arbitraries.oneOf(scalar, array, members, nearly);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(character -> quoted.append(
                        character < 128 && Character.isLetterOrDigit(character)
                                ? String.valueOf((char) character)
                                : String.format("\\u%04x", character)));
        return quoted.append('"').toString();
    }
}
