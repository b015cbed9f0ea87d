package org.p2pvps.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket whose other end can say only so much, and that another thread may cut off at any moment. */
final class BoundedSocket extends Socket {
    private final long limit;
    private long heard;
    private volatile boolean expired;

    /** @param limit the most bytes that are read from it */
    BoundedSocket(long limit) {
        this.limit = limit;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                count(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                count(Math.max(0, read));
                return read;
            }
        };
    }

    /** Whoever reads from it or writes to it fails at once. */
    void expire() {
        expired = true;
        try {
            close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    boolean isExpired() {
        return expired;
    }

    private synchronized void count(int bytes) throws IOException {
        heard += bytes;
        if (heard > limit) {
            throw new IOException("The mail server talks too much.");
        }
    }
}
