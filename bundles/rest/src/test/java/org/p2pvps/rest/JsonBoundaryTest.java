package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.rest.Answers.assertProblem;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBoundaryTest {
    private static final ProbeResource PROBE = new ProbeResource();
    private static final String ID = "\"00000000-0000-0000-0000-00000000000a\"";
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.with(PROBE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void takesWhatIsRight() {
        HttpResponse<String> answer = server.post(
                "/probe",
                "{\"name\":\"Bob \\u00e9 \\ud83d\\ude00\",\"count\":3,\"on\":true,\"colour\":\"RED\","
                        + "\"price\":{\"amount\":-5,\"currency\":\"EUR\"},\"id\":" + ID
                        + ",\"at\":\"2026-01-02T03:04:05Z\",\"tags\":[\"a\"],\"word\":\"hush\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body())
                .contains("Bob é 😀", "\"count\":3", "\"on\":true", "\"colour\":\"RED\"", "\"amount\":-5")
                .contains("\"tags\":[\"a\"]", "\"at\":\"2026-01-02T03:04:05Z\"")
                .doesNotContain("hush");
    }

    @Test
    void takesMissingObjectsForNull() {
        HttpResponse<String> answer = server.post("/probe", "{\"count\":3,\"on\":false,\"name\":null}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"name\":null", "\"price\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{",
                "{]",
                "{\"count\":3,\"on\":true",
                "{\"count\":3,\"on\":true}{}",
                "{\"count\":3,\"on\":true} x",
                "{\"count\":3,\"count\":4,\"on\":true}",
                "{\"count\":NaN,\"on\":true}",
                "{count:3}",
                "{'count':3}",
                "[1,2]",
                "\"text\"",
                "5",
                "true",
                "/*x*/{}"
            })
    void refusesMalformedBodies(String json) {
        int calls = PROBE.calls();
        assertProblem(server.post("/probe", json), 400, "body-malformed");
        assertThat(PROBE.calls()).isEqualTo(calls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'count':'3','on':true}|count",
                "{'count':3.0,'on':true}|count",
                "{'count':3e0,'on':true}|count",
                "{'count':null,'on':true}|count",
                "{'on':true}|count",
                "{'count':true,'on':true}|count",
                "{'count':[],'on':true}|count",
                "{'count':{},'on':true}|count",
                "{'count':99999999999,'on':true}|count",
                "{'count':1e400,'on':true}|count",
                "{'count':3,'on':1}|on",
                "{'count':3,'on':'true'}|on",
                "{'count':3,'on':null}|on",
                "{'count':3,'on':true,'name':5}|name",
                "{'count':3,'on':true,'name':true}|name",
                "{'count':3,'on':true,'name':['a']}|name",
                "{'count':3,'on':true,'name':{}}|name",
                "{'count':3,'on':true,'name':'\\u0000'}|name",
                "{'count':3,'on':true,'name':'\\ud800'}|name",
                "{'count':3,'on':true,'word':5}|word",
                "{'count':3,'on':true,'colour':'BLUE'}|colour",
                "{'count':3,'on':true,'colour':'red'}|colour",
                "{'count':3,'on':true,'colour':0}|colour",
                "{'count':3,'on':true,'colour':''}|colour",
                "{'count':3,'on':true,'id':'x'}|id",
                "{'count':3,'on':true,'id':''}|id",
                "{'count':3,'on':true,'id':7}|id",
                "{'count':3,'on':true,'at':1767323045}|at",
                "{'count':3,'on':true,'at':'yesterday'}|at",
                "{'count':3,'on':true,'at':''}|at",
                "{'count':3,'on':true,'tags':'a'}|tags",
                "{'count':3,'on':true,'tags':['a',5]}|tags[1]",
                "{'count':3,'on':true,'tags':['a',null]}|tags[1]",
                "{'count':3,'on':true,'price':''}|price",
                "{'count':3,'on':true,'price':5}|price",
                "{'count':3,'on':true,'price':[]}|price",
                "{'count':3,'on':true,'price':{'amount':'5','currency':'EUR'}}|price.amount",
                "{'count':3,'on':true,'price':{'amount':5,'currency':'euro'}}|price",
                "{'count':3,'on':true,'price':{'amount':5}}|price",
                "{'count':3,'on':true,'price':{'currency':'EUR'}}|price.amount",
                "{'count':3,'on':true,'price':{'amount':9223372036854775808,'currency':'EUR'}}|price.amount"
            })
    void namesTheFieldThatIsWrong(String json, String field) {
        int calls = PROBE.calls();
        HttpResponse<String> answer = server.post("/probe", json.replace('\'', '"'));
        assertProblem(answer, 400, "field-invalid");
        assertThat(answer.body()).contains("'" + field + "'").doesNotContain("org.p2pvps", "jackson", "java.");
        assertThat(PROBE.calls()).isEqualTo(calls);
    }

    @Test
    void givesARecordsOwnReason() {
        HttpResponse<String> answer =
                server.post("/probe", "{\"count\":3,\"on\":true,\"price\":{\"amount\":5,\"currency\":\"x\"}}");
        assertThat(answer.body()).contains("Not a currency code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'count':3,'on':true,'kount':4}|kount",
                "{'count':3,'Count':3,'on':true}|Count",
                "{'count':3,'on':true,'price':{'amount':5,'currency':'EUR','vat':1}}|price.vat"
            })
    void namesTheFieldThatIsUnknown(String json, String field) {
        HttpResponse<String> answer = server.post("/probe", json.replace('\'', '"'));
        assertProblem(answer, 400, "field-unknown");
        assertThat(answer.body()).contains("'" + field + "'");
    }

    @Test
    void refusesOtherEncodings() {
        assertProblem(
                server.send(server.request("/probe")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}))),
                400,
                "body-malformed");
    }
}
