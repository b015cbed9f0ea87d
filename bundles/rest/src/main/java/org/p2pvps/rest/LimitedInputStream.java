package org.p2pvps.rest;

import java.io.IOException;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** A body that fails with {@code body-too-large} beyond its limit, announced length or not. */
final class LimitedInputStream extends ServletInputStream {
    private final ServletInputStream body;
    private final int limit;
    private long count;

    LimitedInputStream(ServletInputStream body, int limit) {
        this.body = body;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = body.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = body.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        count += read;
        if (count > limit) {
            throw tooLarge(limit);
        }
    }

    static ProblemException tooLarge(int limit) {
        return new ProblemException(ErrorCode.BODY_TOO_LARGE, "A body has at most " + limit + " bytes here.");
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
