package org.p2pvps.localtunnel;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration with the defaults but for some values. */
final class Settings {
    private Settings() {}

    static <T> T of(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
