package org.p2pvps.api.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds how often one address may call a resource method; beyond it the answer is 429 with {@code Retry-After}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RateLimited {
    /** Calls a minute and client address. Bursts up to this number are let through. */
    int perMinute();
}
