package org.p2pvps.openbazaar.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One exchange with a real daemon, as it was recorded.
 *
 * @param file the recording
 * @param number the exchange's place in it, from 0
 * @param node who asked: {@code vendor}, {@code buyer} or {@code mod}
 * @param request null for none
 */
public record Exchange(
        String file,
        int number,
        String label,
        String node,
        String method,
        String path,
        JsonNode request,
        int status,
        String contentType,
        JsonNode response) {

    static final ObjectMapper MAPPER = new ObjectMapper();
    public static final String V13 = "v0.13-purchase-to-fulfilment";
    public static final List<String> V14 = List.of(
            "v0.14-01-setup-profile-listings",
            "v0.14-02-direct-purchase-to-completion",
            "v0.14-03-refunds-disputes-moderated",
            "v0.14-04-buyer-dispute-escrow-errors",
            "v0.14-05-expired-and-offline-orders",
            "v0.14-06-offline-confirm-reject-misc");

    public static List<Exchange> all() {
        List<Exchange> read = new ArrayList<>(of(V13));
        V14.forEach(file -> read.addAll(of(file)));
        return read;
    }

    public static List<Exchange> of(String file) {
        List<Exchange> read = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Exchange.class.getResourceAsStream("/recordings/" + file + ".ndjson"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(of(file, read.size(), MAPPER.readTree(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static Exchange of(String file, int number, JsonNode line) {
        return new Exchange(
                file,
                number,
                line.path("label").asText(),
                line.path("node").asText(),
                line.path("method").asText(),
                line.path("path").asText(),
                line.path("request").isNull() ? null : line.path("request"),
                line.path("status").asInt(),
                line.path("headers").path("Content-Type").asText(),
                line.path("response"));
    }

    /** What the daemon sent; what was not JSON was recorded as text. */
    byte[] answer() {
        return text(response).getBytes(StandardCharsets.UTF_8);
    }

    /** What was asked, as compact JSON; empty for none. */
    String asked() {
        return request == null ? "" : text(request);
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }

    public String name() {
        return file + " " + number + ": " + label + " (" + node + ")";
    }
}
