package org.p2pvps.tunnel.jump;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** What the device sent, until the renter takes it; then that it sends no more. Any thread adds, the device's takes. */
final class JumpOutput {
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int size;
    private boolean ends;

    /** In bytes. */
    synchronized int size() {
        return size;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Of {@code bytes} a copy is taken. */
    synchronized void add(byte[] bytes, int offset, int length) {
        waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
        size += length;
    }

    /** Nothing comes after this. */
    synchronized void end() {
        ends = true;
    }

    /** What is to be sent next, or null. */
    synchronized byte[] head() {
        return waiting.peek();
    }

    /**
     * The first {@code sent} bytes of {@code head} are done with.
     *
     * @return false if {@code head} is the head no more: all was dropped meanwhile
     */
    synchronized boolean take(byte[] head, int sent) {
        if (waiting.peek() != head) {
            return false;
        }
        waiting.poll();
        size -= sent;
        if (sent < head.length) {
            waiting.addFirst(Arrays.copyOfRange(head, sent, head.length));
        }
        return true;
    }

    /** Whether the renter is to be told the end now. Once. */
    synchronized boolean takeEnd() {
        boolean due = ends && waiting.isEmpty();
        ends &= !due;
        return due;
    }

    /** What waits is dropped. */
    synchronized void close() {
        waiting.clear();
        size = 0;
    }
}
