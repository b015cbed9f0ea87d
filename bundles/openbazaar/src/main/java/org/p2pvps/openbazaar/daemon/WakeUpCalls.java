package org.p2pvps.openbazaar.daemon;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's websocket. Whatever comes is a reason to look; what it says is not read, since it may be missed, and nothing is
 * ever written, since the daemon would send it on to everybody.
 */
public final class WakeUpCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WakeUpCalls.class);

    /** A line that was cut looks like one on which nobody speaks. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private final DaemonHttp http;
    private final Runnable wake;
    private volatile WebSocket socket;
    private volatile long heardNanos;

    public WakeUpCalls(DaemonHttp http, Runnable wake) {
        this.http = http;
        this.wake = wake;
    }

    /** Connects if there is no connection. Quiet about failing: the next poll finds out the same and says so. */
    public void keepOpen(long timeoutMillis) {
        if (isOpen()) {
            return;
        }
        close();
        try {
            WebSocket.Builder builder = http.client().newWebSocketBuilder();
            http.credential()
                    .current()
                    .ifPresent(found ->
                            builder.header(found.header(), found.value().value()));
            heardNanos = System.nanoTime();
            socket = connected(builder.buildAsync(address(), new Ear()), timeoutMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | ExecutionException | TimeoutException e) {
            LOG.debug("No websocket to the daemon", e);
        }
    }

    private boolean isOpen() {
        WebSocket current = socket;
        return current != null
                && !current.isInputClosed()
                && System.nanoTime() - heardNanos < LONGEST_SILENCE.toNanos();
    }

    /** One that comes too late is of no use, and nobody would close it. */
    private static WebSocket connected(CompletableFuture<WebSocket> connecting, long timeoutMillis)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return connecting.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            connecting.thenAccept(WebSocket::abort);
            throw e;
        }
    }

    private URI address() {
        URI url = http.url();
        String scheme = "https".equals(url.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + url.getRawAuthority() + "/ws");
    }

    @Override
    public void close() {
        WebSocket current = socket;
        if (current != null) {
            current.abort();
        }
    }

    private final class Ear implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            heardNanos = System.nanoTime();
            if (last) {
                wake.run();
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable failure) {
            LOG.debug("The daemon's websocket broke", failure);
            webSocket.abort();
        }
    }
}
