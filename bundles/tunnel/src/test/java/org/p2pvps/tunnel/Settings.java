package org.p2pvps.tunnel;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration with the defaults but for some values. */
public final class Settings {
    private Settings() {}

    public static <T> T of(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
