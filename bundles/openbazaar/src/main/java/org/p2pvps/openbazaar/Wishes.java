package org.p2pvps.openbazaar;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;
import org.p2pvps.openbazaar.daemon.DaemonException;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;

/**
 * What the server wants of the daemon, until it is done. Asked for again every few seconds by those who want it, also after a crash, so
 * it is kept in memory only; what is done is kept until it was told once.
 */
final class Wishes {
    private static final int MOST = 10_000;

    private final Refunds refunds;
    private final Deliveries deliveries;
    private final Connection connection;
    private final Runnable wake;
    private final Map<Object, Delivery> toDeliver = new ConcurrentHashMap<>();
    private final Map<Object, Boolean> delivered = new ConcurrentHashMap<>();
    private final Map<Object, RefundRequest> toRefund = new ConcurrentHashMap<>();
    private final Map<Object, RefundAnswer> answers = new ConcurrentHashMap<>();

    Wishes(Refunds refunds, Deliveries deliveries, Connection connection, Runnable wake) {
        this.refunds = refunds;
        this.deliveries = deliveries;
        this.connection = connection;
        this.wake = wake;
    }

    /** Notes a delivery; whether it is done. */
    boolean deliver(Delivery delivery) {
        String key = delivery.externalId();
        if (delivered.remove(key) != null) {
            return true;
        }
        if (toDeliver.size() < MOST && toDeliver.put(key, delivery) == null) {
            wake.run();
        }
        return false;
    }

    /** Notes a refund; how far it is. */
    RefundAnswer refund(RefundRequest request) {
        RefundAnswer answer = answers.remove(request.key());
        if (answer != null && answer.kind() != RefundAnswer.Kind.PENDING) {
            return answer;
        }
        if (toRefund.size() < MOST && toRefund.put(request.key(), request) == null) {
            wake.run();
        }
        return answer == null ? RefundAnswer.pending("") : answer;
    }

    /** Works them off. */
    void round() {
        for (Map.Entry<Object, Delivery> wish : toDeliver.entrySet()) {
            String about = wish.getValue().externalId();
            attempt(about, () -> {
                if (deliveries.advance(wish.getValue())) {
                    delivered.put(wish.getKey(), true);
                }
            });
            toDeliver.remove(wish.getKey(), wish.getValue());
        }
        for (Map.Entry<Object, RefundRequest> wish : toRefund.entrySet()) {
            String about = wish.getValue().externalId();
            attempt(about, () -> answers.put(wish.getKey(), refunds.advance(wish.getValue())));
            toRefund.remove(wish.getKey(), wish.getValue());
        }
    }

    private void attempt(String about, Runnable action) {
        try {
            action.run();
            connection.cleared(about);
        } catch (DaemonException e) {
            if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.FORBIDDEN) {
                throw e;
            }
            connection.fault(about, e.getMessage());
        } catch (RuntimeException e) {
            // One order that nobody foresaw must not keep the others waiting.
            connection.fault(about, e instanceof ProblemException ? e.getMessage() : e.toString());
        }
    }
}
