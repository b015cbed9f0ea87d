package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience();

    @Test
    void isShortWhileNobodyHasSignedIn() {
        assertThat(patience.now()).isEqualTo(Patience.LEAST);
    }

    @Test
    void growsWhereSigningInTakesLong() {
        signIn(50, Duration.ofMillis(1500));

        assertThat(patience.now()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
    }

    @Test
    void hasAnEnd() {
        signIn(50, Duration.ofSeconds(19));

        assertThat(patience.now()).isEqualTo(Patience.MOST);
    }

    @Test
    void isShortAgainWhenTheServerIsQuick() {
        signIn(50, Duration.ofSeconds(2));
        signIn(100, Duration.ofMillis(20));

        assertThat(patience.now()).isLessThan(Patience.LEAST.plusMillis(200));
    }

    private void signIn(int times, Duration each) {
        IntStream.range(0, times).forEach(time -> patience.signedInAfter(each.toNanos()));
    }
}
