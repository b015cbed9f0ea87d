package org.p2pvps.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private long now = -5;
    private final TokenBucket bucket = new TokenBucket(10, 20, () -> now);

    private void pass(long milliseconds) {
        now += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    @Test
    void letsTheBurstThroughAndThenTheRate() {
        assertThat(bucket.tryTake(20)).isTrue();
        assertThat(bucket.tryTake(1)).isFalse();

        pass(100);
        assertThat(bucket.tryTake(1)).isTrue();
        assertThat(bucket.tryTake(1)).isFalse();
    }

    @Test
    void savesNoMoreThanTheBurst() {
        pass(TimeUnit.DAYS.toMillis(1));

        assertThat(bucket.tryTake(20)).isTrue();
        assertThat(bucket.tryTake(1)).isFalse();
    }

    @Test
    void tellsHowLongToPauseForWhatWasTakenBeyond() {
        assertThat(bucket.take(20)).isZero();
        assertThat(bucket.take(5)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(bucket.take(5)).isEqualTo(TimeUnit.SECONDS.toNanos(1));

        pass(1000);
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.tryTake(1)).isFalse();
    }

    @Test
    void tellsHowLongItIsUntilMoreCanBeTaken() {
        assertThat(bucket.secondsUntil(20)).isZero();
        bucket.take(20);
        assertThat(bucket.secondsUntil(5)).isEqualTo(0.5);

        pass(400);
        assertThat(bucket.secondsUntil(5)).isEqualTo(0.1);
        bucket.change(0, 0);
        assertThat(bucket.secondsUntil(5)).isZero();
    }

    @Test
    void changesItsRateWhileUsed() {
        bucket.take(20);
        bucket.change(100, 50);
        assertThat(bucket.take(50)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));

        bucket.change(0, 0);
        assertThat(bucket.take(1_000_000)).isZero();
        assertThat(bucket.tryTake(1_000_000)).isTrue();
    }

    @Test
    void lowerBurstHoldsAtOnce() {
        bucket.change(10, 5);

        assertThat(bucket.tryTake(6)).isFalse();
        assertThat(bucket.tryTake(5)).isTrue();
    }

    @Test
    void knowsWhenForgettingItLosesNothing() {
        assertThat(bucket.isFull()).isTrue();
        bucket.take(1);
        assertThat(bucket.isFull()).isFalse();
        pass(100);
        assertThat(bucket.isFull()).isTrue();
    }
}
