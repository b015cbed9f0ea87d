package org.p2pvps.rental.uptime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.p2pvps.api.uptime.Interval;

/** A set of instants, as intervals in order that neither touch nor overlap nor are empty. */
record Spans(List<Interval> intervals) {
    /** The instants that any of these intervals holds. */
    static Spans of(List<Interval> intervals) {
        List<Interval> merged = new ArrayList<>();
        intervals.stream()
                .filter(interval -> interval.from().isBefore(interval.until()))
                .sorted(Comparator.comparing(Interval::from))
                .forEach(next -> append(merged, next));
        return new Spans(List.copyOf(merged));
    }

    private static void append(List<Interval> merged, Interval next) {
        int last = merged.size() - 1;
        if (last < 0 || merged.get(last).until().isBefore(next.from())) {
            merged.add(next);
        } else if (merged.get(last).until().isBefore(next.until())) {
            merged.set(last, new Interval(merged.get(last).from(), next.until()));
        }
    }

    /** What both hold. */
    Spans and(Spans other) {
        List<Interval> common = new ArrayList<>();
        for (Interval one : intervals) {
            for (Interval two : other.intervals) {
                common.add(one.within(two.from(), two.until()));
            }
        }
        return of(common);
    }

    /** What of an interval this does not hold. */
    Spans missingIn(Interval whole) {
        List<Interval> gaps = new ArrayList<>();
        Instant reached = whole.from();
        for (Interval held : and(of(List.of(whole))).intervals) {
            gaps.add(new Interval(reached, held.from()));
            reached = held.until();
        }
        gaps.add(new Interval(reached, whole.until()));
        return of(gaps);
    }

    Duration length() {
        return intervals.stream()
                .map(interval -> Duration.between(interval.from(), interval.until()))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
