package org.p2pvps.tunnel;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.p2pvps.api.tunnel.OpenTunnel;

/** Former selves in memory. */
final class RememberedSelves implements FormerSelves {
    private final List<Self> selves = new CopyOnWriteArrayList<>();

    @Override
    public List<OpenTunnel> tunnels() {
        return selves.stream().flatMap(self -> self.tunnels().stream()).toList();
    }

    @Override
    public boolean cut(UUID deviceId) {
        return selves.stream().filter(self -> self.cut(deviceId)).count() > 0;
    }

    @Override
    public AutoCloseable join(Self self) {
        selves.add(self);
        return () -> selves.remove(self);
    }
}
