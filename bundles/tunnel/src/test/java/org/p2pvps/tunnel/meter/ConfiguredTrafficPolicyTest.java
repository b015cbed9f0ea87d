package org.p2pvps.tunnel.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.api.tunnel.TrafficLimits;
import org.p2pvps.tunnel.Settings;

class ConfiguredTrafficPolicyTest {
    private static final UUID DEVICE = UUID.randomUUID();

    private static ConfiguredTrafficPolicy policy(Map<String, Object> settings) {
        return new ConfiguredTrafficPolicy(Settings.of(TrafficLimitsConfig.class, settings));
    }

    @Test
    void limitsConnectionsAndNoBandwidthUnlessToldTo() {
        assertThat(policy(Map.of()).ofDevice(DEVICE)).isEqualTo(new TrafficLimits(128, 1200, 0, 0));
        assertThat(policy(Map.of()).ofRenter(DEVICE)).isEqualTo(new TrafficLimits(128, 600, 0, 0));
    }

    @Test
    void countsInKibibytes() {
        assertThat(policy(Map.of("deviceKibIn", 2L, "deviceKibOut", 3L)).ofDevice(DEVICE))
                .isEqualTo(new TrafficLimits(128, 1200, 2048, 3072));
    }

    @Test
    void makesExceptions() {
        String[] exceptions = {" " + DEVICE + "  5 6 7 8 ", ""};
        ConfiguredTrafficPolicy policy = policy(Map.of("deviceExceptions", exceptions));

        assertThat(policy.ofDevice(DEVICE)).isEqualTo(new TrafficLimits(5, 6, 7 * 1024, 8 * 1024));
        assertThat(policy.ofDevice(UUID.randomUUID()).connections()).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x 1 1 1 1", "ID 1 1 1", "ID 0 1 1 1", "ID 1 -1 1 1", "ID 1 1 1 9999999999999999"})
    void refusesWhatCannotBe(String line) {
        String[] exceptions = {line.replace("ID", DEVICE.toString())};

        assertThatThrownBy(() -> policy(Map.of("deviceExceptions", exceptions)))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
}
