package org.p2pvps.rental;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;

/** A market that remembers what it shows. */
record ShownMarket(String name, Set<String> shown) implements Market {
    ShownMarket(String name) {
        this(name, ConcurrentHashMap.newKeySet());
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
        return RefundAnswer.needsAdmin("");
    }

    @Override
    public boolean deliver(Delivery delivery) {
        return true;
    }
}
