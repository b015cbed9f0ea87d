package org.p2pvps.agent.tunnel;

import java.util.Optional;

/** Where the container is now. It may move when it is started again. */
public final class ContainerAddress {
    private volatile String address = "";

    /** @param newAddress its address on its network; empty while it has none */
    public void set(String newAddress) {
        address = newAddress;
    }

    public Optional<String> get() {
        return address.isEmpty() ? Optional.empty() : Optional.of(address);
    }
}
