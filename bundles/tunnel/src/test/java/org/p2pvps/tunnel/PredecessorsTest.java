package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.tunnel.OpenTunnel;

class PredecessorsTest {
    @Test
    void tunnelIsToldInTypesOfTheJvm() {
        OpenTunnel tunnel = new OpenTunnel(
                UUID.randomUUID(), 3, 20_001, "192.0.2.1", Instant.EPOCH, 2, Long.MAX_VALUE, 5_000_000_000L);

        assertThat(Predecessors.ofMap(Predecessors.toMap(tunnel))).isEqualTo(tunnel);
        assertThat(Predecessors.toMap(tunnel).values())
                .allSatisfy(value ->
                        assertThat(value.getClass().getModule().getName()).isEqualTo("java.base"));
    }
}
