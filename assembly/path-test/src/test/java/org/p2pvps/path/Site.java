package org.p2pvps.path;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tenant's web site, seen by the system's {@code curl}. */
final class Site {
    private final URI address;
    private final String serverAddress;

    /** @param serverAddress what the site's name would resolve to, were there a name server for it */
    Site(URI address, String serverAddress) {
        this.address = address;
        this.serverAddress = serverAddress;
    }

    /** The HTTP status and the body, in that order, or curl's complaint. */
    String get(String path) {
        List<String> line = line(path, "--write-out", "\n%{http_code}", "--max-time", "15");
        String output = Programs.run(Duration.ofSeconds(20), Map.of(), "", line).output();
        int end = output.lastIndexOf('\n');
        return output.substring(end + 1) + " "
                + output.substring(0, Math.max(end, 0)).strip();
    }

    /** The status alone; 000 if there was no answer. */
    String status(String path) {
        return get(path).substring(0, 3);
    }

    /** Downloads slowly, in the background. */
    Download download(String path, int kibPerSecond) {
        return new Download(Programs.piped(line(path, "--no-buffer", "--fail")), kibPerSecond);
    }

    private List<String> line(String path, String... options) {
        List<String> line = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--noproxy", "*"));
        line.addAll(List.of("--resolve", address.getHost() + ":" + address.getPort() + ":" + serverAddress));
        line.addAll(List.of(options));
        line.add(address.resolve(path).toString());
        return line;
    }
}
