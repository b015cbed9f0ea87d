package org.p2pvps.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CipherOrderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "processor\t: 0\nflags\t\t: fpu vme aes xsave\n",
                "processor\t: 0\nFeatures\t: fp asimd evtstrm aes pmull sha1\nCPU part\t: 0xd0b\n"
            })
    void wantsAesWhereTheProcessorHasIt(String description) {
        assertThat(CipherOrder.forProcessors(description)).first().isEqualTo("TLS_AES_128_GCM_SHA256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "processor\t: 0\nFeatures\t: fp asimd evtstrm crc32 cpuid\nCPU part\t: 0xd08\n",
                "model name\t: aes imitation\nflags\t\t: fpu vaes\n",
                ""
            })
    void wantsChaChaWhereItHasNot(String description) {
        assertThat(CipherOrder.forProcessors(description)).first().isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
    }

    @Test
    void offersAllThreeSoThatAGatewayFindsOne() {
        assertThat(CipherOrder.here())
                .containsExactlyInAnyOrder(
                        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    }
}
