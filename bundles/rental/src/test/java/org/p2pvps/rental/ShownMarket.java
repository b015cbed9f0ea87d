package org.p2pvps.rental;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;

/** A market that remembers what it shows, and what it was asked to send back. */
record ShownMarket(String name, Set<String> shown, List<RefundRequest> refunds) implements Market {
    ShownMarket(String name) {
        this(name, ConcurrentHashMap.newKeySet(), new CopyOnWriteArrayList<>());
    }

    @Override
    public String publish(Device device) {
        String reference = name + "-" + device.id() + "-" + device.generation();
        shown.add(reference);
        return reference;
    }

    @Override
    public void withdraw(String reference) {
        shown.remove(reference);
    }

    @Override
    public RefundAnswer refund(RefundRequest request) {
        refunds.add(request);
        return RefundAnswer.needsAdmin("");
    }

    @Override
    public boolean deliver(Delivery delivery) {
        return true;
    }
}
