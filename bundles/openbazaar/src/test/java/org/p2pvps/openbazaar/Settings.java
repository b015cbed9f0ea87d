package org.p2pvps.openbazaar;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration with its defaults, but for what a test says. */
final class Settings {
    private Settings() {}

    static OpenBazaarConfig of(Map<String, Object> values) {
        return (OpenBazaarConfig) Proxy.newProxyInstance(
                OpenBazaarConfig.class.getClassLoader(),
                new Class<?>[] {OpenBazaarConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
