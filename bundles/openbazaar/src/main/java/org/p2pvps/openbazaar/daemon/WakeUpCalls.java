package org.p2pvps.openbazaar.daemon;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
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

    private final DaemonHttp http;
    private final Runnable wake;
    private volatile WebSocket socket;

    public WakeUpCalls(DaemonHttp http, Runnable wake) {
        this.http = http;
        this.wake = wake;
    }

    /** Connects if there is no connection. Quiet about failing: the next poll finds out the same and says so. */
    public void keepOpen(long timeoutMillis) {
        WebSocket current = socket;
        if (current != null && !current.isInputClosed()) {
            return;
        }
        try {
            WebSocket.Builder builder = http.client().newWebSocketBuilder();
            http.credential()
                    .current()
                    .ifPresent(found ->
                            builder.header(found.header(), found.value().value()));
            socket = builder.buildAsync(address(), new Ear()).get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            LOG.debug("No websocket to the daemon", e);
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
