package org.p2pvps.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.server.RefusedException;
import org.p2pvps.protocol.ErrorCode;

class RefusalsTest {
    private static final Credentials CREDENTIALS =
            new Credentials(URI.create("https://vps.example.org"), UUID.randomUUID(), "p2pd_secret");

    @ParameterizedTest
    @CsvSource({
        "DEVICE_KEY_UNKNOWN, does not know the device key",
        "DEVICE_KEY_REVOKED, was replaced by a newer one",
        "DEVICE_KEY_IN_USE, Another agent uses the device key",
    })
    void tellsTheOwnerToMakeANewKey(ErrorCode code, String fault) {
        assertThat(advice(code))
                .contains(fault)
                .contains("Make a new key for this device on the site (https://vps.example.org)")
                .contains("replace device.json");
    }

    @Test
    void tellsWhatToDoWithARetiredDeviceAndAnOldAgent() {
        assertThat(advice(ErrorCode.DEVICE_RETIRED)).contains("add it on the site anew");
        assertThat(advice(ErrorCode.PROTOCOL_UNSUPPORTED)).contains("install the agent that belongs to it");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void hasWordsForEveryCodeAndNeverShowsTheKey(ErrorCode code) {
        assertThat(advice(code)).isNotEmpty().doesNotContain("p2pd_secret").doesNotContain("null");
    }

    private static String advice(ErrorCode code) {
        return Refusals.advice(new RefusedException(code.status(), code.slug(), "Because."), CREDENTIALS);
    }
}
