package org.p2pvps.tunnel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2pvps.api.tunnel.Tunnels.Probe;

/** What the container said to the probe: a few bytes, and two numbers within reason, or it does not count. */
final class ProbeOutput extends OutputStream {
    /** Prints the processors and the memory in KiB. */
    static final String COMMAND = "nproc; sed -n 's/^MemTotal: *//p' /proc/meminfo";

    private static final int LIMIT = 1024;
    private static final int MOST_CPUS = 4096;
    private static final Pattern ANSWER = Pattern.compile("([0-9]{1,4})\\s+([0-9]{1,12}) kB\\s*");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int one) throws IOException {
        if (bytes.size() >= LIMIT) {
            throw new IOException("The container says too much.");
        }
        bytes.write(one);
    }

    /** @throws IOException if it is not an answer to {@link #COMMAND} */
    synchronized Probe probe() throws IOException {
        Matcher matcher = ANSWER.matcher(bytes.toString(StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new IOException("The container's answer to the probe makes no sense.");
        }
        int cpus = Integer.parseInt(matcher.group(1));
        long memoryMib = Long.parseLong(matcher.group(2)) / 1024;
        if (cpus < 1 || cpus > MOST_CPUS || memoryMib < 1) {
            throw new IOException("The container claims impossible hardware.");
        }
        return new Probe(cpus, memoryMib);
    }
}
