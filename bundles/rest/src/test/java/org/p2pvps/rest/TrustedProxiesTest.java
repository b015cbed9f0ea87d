package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies("10.0.0.0/8,192.0.2.1", "2001:db8::/32");

    private static HttpServletRequest request(String peer, String forwardedFor) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TrustedProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "getScheme" -> "http";
                    case "getHeader" -> "X-Forwarded-For".equals(arguments[0]) ? forwardedFor : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7|203.0.113.5|198.51.100.7",
                "10.1.2.3|203.0.113.5|203.0.113.5",
                "192.0.2.1|6.6.6.6, 203.0.113.5|203.0.113.5",
                "192.0.2.2|203.0.113.5|192.0.2.2",
                "10.1.2.3|203.0.113.5, 10.9.9.9|203.0.113.5",
                "10.1.2.3|10.9.9.9|10.9.9.9",
                "10.1.2.3||10.1.2.3",
                "10.1.2.3|evil.example|10.1.2.3",
                "10.1.2.3|2001:db9::1|2001:db9::1",
                "2001:db8::5|203.0.113.5|203.0.113.5"
            })
    void findsTheClient(String peer, String forwardedFor, String client) {
        assertThat(proxies.clientOf(request(peer, forwardedFor)).address()).isEqualTo(client);
    }

    @Test
    void refusesWhatIsNoNetwork() {
        assertThatThrownBy(() -> new TrustedProxies("proxy.example")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustedProxies("999.0.0.1")).isInstanceOf(IllegalArgumentException.class);
    }
}
