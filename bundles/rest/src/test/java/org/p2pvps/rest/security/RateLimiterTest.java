package org.p2pvps.rest.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong now = new AtomicLong();
    private final RateLimiter limiter = new RateLimiter(true, now::get);

    private int waitFor(String key) {
        return limiter.secondsToWait(key, 6);
    }

    @Test
    void letsABurstThroughAndThenKeepsThePace() {
        for (int call = 0; call < 6; call++) {
            assertThat(waitFor("a")).isZero();
        }
        assertThat(waitFor("a")).isEqualTo(10);
        now.addAndGet(TimeUnit.SECONDS.toNanos(9));
        assertThat(waitFor("a")).isEqualTo(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(waitFor("a")).isZero();
        assertThat(waitFor("a")).isPositive();
    }

    @Test
    void countsEachKeyByItself() {
        for (int call = 0; call < 7; call++) {
            waitFor("a");
        }
        assertThat(waitFor("b")).isZero();
    }

    @Test
    void savesNoMoreThanABurst() {
        waitFor("a");
        now.addAndGet(TimeUnit.HOURS.toNanos(5));
        for (int call = 0; call < 6; call++) {
            assertThat(waitFor("a")).isZero();
        }
        assertThat(waitFor("a")).isPositive();
    }

    @Test
    void letsEverythingThroughWhenOff() {
        RateLimiter off = new RateLimiter(false, now::get);
        for (int call = 0; call < 100; call++) {
            assertThat(off.secondsToWait("a", 1)).isZero();
        }
    }

    @Test
    void takesAnIpv6NetworkForOneSubscriber() {
        assertThat(RateLimitFilter.subscriber("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1:2");
        assertThat(RateLimitFilter.subscriber("2001:db8:1:2::6")).isEqualTo("2001:db8:1:2");
        assertThat(RateLimitFilter.subscriber("2001:db8::6")).isEqualTo("2001:db8:0:0");
        assertThat(RateLimitFilter.subscriber("203.0.113.5")).isEqualTo("203.0.113.5");
    }
}
