package org.p2pvps.agent.container;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the owner now and then how far a download is. */
final class DownloadProgress {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadProgress.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long MEBIBYTE = 1024 * 1024;

    private final long length;
    private long nextWord = System.nanoTime() + EVERY_NANOS;

    /** @param length -1 if not known */
    DownloadProgress(long length) {
        this.length = length;
        LOG.info("Downloading the container image{}.", length < 0 ? "" : " (" + mebibytes(length) + " MiB)");
    }

    void at(long bytes) {
        if (System.nanoTime() - nextWord < 0) {
            return;
        }
        nextWord = System.nanoTime() + EVERY_NANOS;
        String whole = length < 0 ? "" : " of " + mebibytes(length);
        LOG.info("Downloading the container image: {}{} MiB are here.", mebibytes(bytes), whole);
    }

    static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }
}
