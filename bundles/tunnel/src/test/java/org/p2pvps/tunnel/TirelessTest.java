package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TirelessTest {
    @Test
    void isRunAgainAfterAFailure() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(3);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = executor.scheduleWithFixedDelay(
                    new Tireless(() -> {
                        runs.countDown();
                        throw new IllegalStateException("This is a test.");
                    }),
                    0,
                    1,
                    TimeUnit.MILLISECONDS);

            assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            executor.shutdownNow();
        }
    }
}
