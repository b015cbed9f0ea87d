package org.p2pvps.rest;

import java.lang.annotation.Annotation;

/** The settings of a test's server; everything else is the default of a small one. */
record FixedConfig(int maxBodyBytes, boolean rateLimits, int drainMillis, String... trustedProxies)
        implements RestConfig {
    FixedConfig() {
        this(65536, false, 2000);
    }

    @Override
    public int retryAfterSeconds() {
        return 2;
    }

    @Override
    public String[] areas() {
        return new String[] {"probe=probing,late=laggard"};
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return RestConfig.class;
    }
}
