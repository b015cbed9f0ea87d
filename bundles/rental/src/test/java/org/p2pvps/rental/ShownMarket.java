package org.p2pvps.rental;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Market;

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
}
