package org.p2pvps.openbazaar.daemon;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads a body up to a limit, and gives up beyond it. */
final class BoundedBody implements HttpResponse.BodySubscriber<Body> {
    private final int limit;
    private final CompletableFuture<Body> body = new CompletableFuture<>();
    private final List<byte[]> read = new ArrayList<>();
    private int length;
    private Flow.Subscription subscription;

    BoundedBody(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<Body> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (length + buffer.remaining() > limit) {
                subscription.cancel();
                read.clear();
                body.completeExceptionally(new IOException("longer than " + limit + " bytes"));
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            read.add(bytes);
            length += bytes.length;
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(new Body(List.copyOf(read)));
    }
}
