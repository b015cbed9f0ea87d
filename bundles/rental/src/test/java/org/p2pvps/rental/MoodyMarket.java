package org.p2pvps.rental;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;

/** A market that answers now this, now that: in turn pending, a failure, done, and a task for the admin. */
final class MoodyMarket implements Market {
    private final String name;
    private final Map<UUID, RefundAnswer> done = new HashMap<>();
    private int mood;
    private boolean calm;

    MoodyMarket(String name) {
        this.name = name;
    }

    /** From now on everything is done at once. */
    void calmDown() {
        calm = true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String publish(Device device) {
        return "device";
    }

    @Override
    public void withdraw(String reference) {
        // Nothing to see here.
    }

    @Override
    public RefundAnswer refund(RefundRequest request) {
        RefundAnswer before = done.get(request.key());
        if (before != null) {
            return before;
        }
        return switch (calm ? 2 : mood++ % 4) {
            case 0 -> RefundAnswer.pending("wait");
            case 1 -> throw new IllegalStateException("The market is away.");
            case 2 -> sent(request.key());
            default -> RefundAnswer.needsAdmin("pay");
        };
    }

    private RefundAnswer sent(UUID key) {
        RefundAnswer answer = RefundAnswer.done("sent " + key);
        done.put(key, answer);
        return answer;
    }

    @Override
    public boolean deliver(Delivery delivery) {
        return calm || mood++ % 2 == 0;
    }
}
