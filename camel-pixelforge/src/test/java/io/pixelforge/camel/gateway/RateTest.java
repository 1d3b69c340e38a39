package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class RateTest {

    private static final Instant START = Instant.parse("2026-05-22T13:00:00Z");

    @Property(tries = 200)
    void noSecondHasMoreHoweverLateItsWakeUpsAre(
            @ForAll @DoubleRange(min = 0.2, max = 300) double perSecond,
            @ForAll @LongRange(min = 0, max = 300) long lateMillis,
            @ForAll Random random) {
        List<Instant> begun = begin(perSecond, lateMillis, random, 600);

        int most = (int) Math.ceil(perSecond);
        for (int i = most; i < begun.size(); i++) {
            assertThat(Duration.between(begun.get(i - most), begun.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Example
    void itGoesOnThoughTheClockIsSetBack() {
        Rate rate = new Rate(1);
        rate.began(START);
        Instant earlier = START.minus(Duration.ofMinutes(10));

        assertThat(rate.next(earlier)).isEqualTo(earlier);
        rate.began(earlier);
        assertThat(rate.next(earlier)).isEqualTo(earlier.plusSeconds(1));
    }

    @Property(tries = 100)
    void whatLateWakeUpsLoseIsMadeUpFor(
            @ForAll @DoubleRange(min = 5, max = 300) double perSecond, @ForAll Random random) {
        List<Instant> begun = begin(perSecond, 20, random, 1_000);

        double seconds = Duration.between(begun.get(0), begun.get(999)).toNanos() / 1e9;
        assertThat(999 / seconds).isBetween(perSecond * 0.9, perSecond * 1.001);
    }

    /** Calls as they begin when there is always one that waits, and each is woken up to so many ms late. */
    private static List<Instant> begin(double perSecond, long lateMillis, Random random, int calls) {
        Rate rate = new Rate(perSecond);
        List<Instant> begun = new ArrayList<>();
        Instant now = START;
        while (begun.size() < calls) {
            Instant next = rate.next(now);
            if (next.isAfter(now)) {
                now = next.plusMillis(lateMillis == 0 ? 0 : random.nextLong(lateMillis));
            } else {
                rate.began(now);
                begun.add(now);
            }
        }
        return begun;
    }
}
