package io.pixelforge.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each way to drive jobs sees every job's end once, and comes to a line of the table. */
class AllModesTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir"), "load-test");
    private static final int JOB_COLUMN = 2;
    private static final int CALLS_COLUMN = 6;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void everyModeSeesEveryEndOnce() throws Exception {
        assertThat(run("limit,blocking,camel,pixelforge,route,thread", "memory"))
                .as(said.toString())
                .isZero();

        assertThat(table())
                .extracting(line -> line[1].split(",")[0])
                .containsExactly("limit", "blocking", "camel", "pixelforge", "route", "thread");
        assertThat(table()).allSatisfy(line -> {
            assertThat(line[JOB_COLUMN]).isEqualTo("40");
            assertThat(Integer.parseInt(line[CALLS_COLUMN])).isGreaterThanOrEqualTo(2 * 40);
        });
    }

    @Test
    void theComponentDoesSoWithItsJobsInADatabase() throws Exception {
        assertThat(run("pixelforge", "h2")).as(said.toString()).isZero();

        assertThat(table()).hasSize(1);
        assertThat(said.toString()).contains("jobs of the component in h2");
    }

    private int run(String modes, String repository) throws Exception {
        Map<String, String> options = Map.of(
                "modes", modes,
                "jobs", "40",
                "latency", "20ms",
                "interval", "300ms",
                "jobTime", "2s",
                "repository", repository,
                "patience", "1m");
        return new LoadTest(FOLDER, Options.of(options::get), new PrintStream(said, true)).run();
    }

    /** The cells of its lines, behind the head. */
    private List<String[]> table() {
        String all = said.toString();
        return all.substring(all.indexOf("|---"))
                .lines()
                .skip(1)
                .map(line -> Arrays.stream(line.split("\\|")).map(String::trim).toArray(String[]::new))
                .toList();
    }
}
