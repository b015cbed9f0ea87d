package org.p2pvps.path;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A download that goes on in the background, read evenly at a set speed. (curl's own limit reads in bursts of 10 MB, and
 * is silent for as many seconds after each.)
 */
final class Download implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(50);

    private final Process process;
    private final AtomicLong size = new AtomicLong();
    private final MessageDigest digest = sha256();
    private final CompletableFuture<Void> reading;

    /** @param process writes what it downloads to its standard output */
    Download(Process process, int kibPerSecond) {
        this.process = process;
        this.reading = CompletableFuture.runAsync(() -> read(kibPerSecond * 1024 / 20));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(int bytesPerBeat) {
        try (InputStream in = process.getInputStream()) {
            byte[] bytes = in.readNBytes(bytesPerBeat);
            while (bytes.length > 0) {
                digest.update(bytes);
                size.addAndGet(bytes.length);
                Eventually.pass(BEAT);
                bytes = in.readNBytes(bytesPerBeat);
            }
        } catch (IOException e) {
            // The process was ended; its exit status tells.
        }
    }

    Download begun() {
        Eventually.until(Duration.ofSeconds(20), "the first bytes of the download", () -> size() > 0 || !running());
        return this;
    }

    boolean running() {
        return process.isAlive();
    }

    boolean broken() {
        return !running() && process.exitValue() != 0;
    }

    /** Whether more of it arrives within five seconds. */
    boolean grows() {
        long before = size();
        Stopwatch waited = new Stopwatch();
        while (running() && size() <= before && waited.elapsed().toSeconds() < 5) {
            Eventually.pass(BEAT);
        }
        return size() > before;
    }

    /** Bytes so far. */
    long size() {
        return size.get();
    }

    /** Stops it where it is; the digest of the bytes so far, as {@code sha256sum} prints it. */
    String stop() {
        close();
        reading.join();
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
