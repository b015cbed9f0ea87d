package org.p2pvps.agent.server;

import java.io.IOException;
import java.io.InputStream;

/**
 * An archive on its way.
 *
 * @param from where in the archive the stream begins
 * @param length how long the whole archive is; -1 if the server did not say
 */
public record Download(InputStream stream, long from, long length) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
