package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SubscriberTest {
    private static Subscriber of(String address) {
        return Subscriber.of(new InetSocketAddress(address, 4711));
    }

    @Test
    void isAnAddressOfIpv4() {
        assertThat(of("192.0.2.1")).isEqualTo(of("192.0.2.1")).isNotEqualTo(of("192.0.2.2"));
        assertThat(of("::ffff:192.0.2.1")).isEqualTo(of("192.0.2.1"));
    }

    @Test
    void isANetworkOfIpv6() {
        assertThat(of("2001:db8::1")).isEqualTo(of("2001:db8::ffff:0:0:2")).isNotEqualTo(of("2001:db8:0:1::1"));
        assertThat(of("::1")).isNotEqualTo(of("0.0.0.0"));
    }
}
