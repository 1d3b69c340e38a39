package io.pixelforge.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A line of the table says what the run was like, or that it is worth nothing. */
class RowTest {

    private static final int JOBS = 100;
    private static final long BEGIN = 1_000_000;
    private static final long FIRST_END = BEGIN + 18_000;
    private static final long INTERVAL = 5_000;

    private final long[] seenAt =
            LongStream.rangeClosed(1, JOBS).map(job -> FIRST_END + 10 * job).toArray();
    private final int[] windows = IntStream.range(0, 300).map(window -> 20).toArray();
    private int seenAgain;
    private int refused;
    private String error;

    @Test
    void lagIsFromTheEndOfAJobUntilItIsSeen() {
        assertThat(cells()[4].trim()).isEqualTo("0.50");
        assertThat(cells()[5].trim()).isEqualTo("0.99");
    }

    @Test
    void costsAreByCallAndByPendingJob() {
        assertThat(cells()[6].trim()).isEqualTo("400");
        assertThat(cells()[7].trim()).isEqualTo("5,000");
        assertThat(cells()[8].trim()).isEqualTo("2,500");
        assertThat(cells()[10].trim()).isEqualTo("15.0");
        assertThat(cells()[11].trim()).isEqualTo("1.5");
    }

    @Test
    void onlyTheTimeCountsForTheBusiestWindowInWhichAllJobsWereAskedAboutInTurn() {
        windows[60] = 500; // not all had been asked about
        windows[175] = 500; // while the heap was looked at
        windows[100] = 50;

        assertThat(cells()[12].trim()).isEqualTo("2.5");
    }

    @Test
    void aRunWithoutAFaultHasNone() {
        assertThat(row().fault()).isEmpty();
    }

    @Test
    void anEndThatWasNotSeenIsAFault() {
        seenAt[17] = 0;

        assertThat(row().fault().orElseThrow()).contains("the ends of 99 were seen");
    }

    @Test
    void anEndThatWasSeenTwiceIsAFault() {
        seenAgain = 1;

        assertThat(row().fault().orElseThrow()).contains("1 once more");
    }

    @Test
    void aRefusedCallIsAFault() {
        refused = 3;

        assertThat(row().fault()).hasValue("3 calls were no good");
    }

    @Test
    void anEndThatWasSeenTooEarlyIsAFault() {
        seenAt[0] = FIRST_END - 1;

        assertThat(row().fault()).hasValue("an end was seen before it came");
    }

    @Test
    void whatTheDriverSaysIsAFault() {
        error = "no connection";

        assertThat(row().fault()).hasValue("no connection");
    }

    private String[] cells() {
        return row().toString().split("\\|");
    }

    private Row row() {
        long[] endedAt = LongStream.range(0, JOBS).map(job -> FIRST_END).toArray();
        DriverResult driver = new DriverResult(
                "17.0.15+6",
                800,
                BEGIN + 17_000,
                JOBS,
                JOBS * 15_360,
                JOBS * 1536,
                2_500,
                500,
                1_000,
                11,
                seenAt,
                seenAgain,
                error);
        GatewayStats gateway = new GatewayStats(JOBS, BEGIN + 1_000, 300, refused, endedAt, BEGIN, windows);
        return new Row("limit", JOBS, driver, gateway, INTERVAL);
    }
}
