package org.p2pvps.rental.uptime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.p2pvps.api.uptime.Interval;

/** Compared with what is too simple to be wrong: a set of seconds. */
class SpansTest {
    private static final int SECONDS = 60;

    @Provide
    Arbitrary<List<Interval>> intervals() {
        Arbitrary<Integer> second = Arbitraries.integers().between(0, SECONDS);
        return Combinators.combine(second, second)
                .as((one, two) -> interval(Math.min(one, two), Math.max(one, two)))
                .list()
                .ofMaxSize(8);
    }

    @Property
    void unionHoldsWhatAnyHolds(@ForAll("intervals") List<Interval> intervals) {
        assertThat(seconds(Spans.of(intervals).intervals())).isEqualTo(seconds(intervals));
    }

    @Property
    void intervalsNeitherTouchNorOverlapNorAreEmpty(@ForAll("intervals") List<Interval> intervals) {
        List<Interval> merged = Spans.of(intervals).intervals();
        for (int i = 0; i < merged.size(); i++) {
            assertThat(merged.get(i).from()).isBefore(merged.get(i).until());
            if (i > 0) {
                assertThat(merged.get(i - 1).until()).isBefore(merged.get(i).from());
            }
        }
    }

    @Property
    void commonIsWhatBothHold(@ForAll("intervals") List<Interval> one, @ForAll("intervals") List<Interval> two) {
        BitSet both = seconds(one);
        both.and(seconds(two));
        assertThat(seconds(Spans.of(one).and(Spans.of(two)).intervals())).isEqualTo(both);
    }

    @Property
    void missingIsWhatNoneHolds(@ForAll("intervals") List<Interval> intervals) {
        BitSet none = seconds(intervals);
        none.flip(10, 50);
        none.clear(0, 10);
        none.clear(50, SECONDS);
        assertThat(seconds(Spans.of(intervals).missingIn(interval(10, 50)).intervals()))
                .isEqualTo(none);
    }

    @Property
    void lengthIsTheNumberOfSeconds(@ForAll("intervals") List<Interval> intervals) {
        assertThat(Spans.of(intervals).length().toSeconds())
                .isEqualTo(seconds(intervals).cardinality());
    }

    private static Interval interval(int from, int until) {
        return new Interval(Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
    }

    private static BitSet seconds(List<Interval> intervals) {
        BitSet seconds = new BitSet();
        intervals.forEach(interval -> seconds.set(
                (int) interval.from().getEpochSecond(), (int) interval.until().getEpochSecond()));
        return seconds;
    }
}
