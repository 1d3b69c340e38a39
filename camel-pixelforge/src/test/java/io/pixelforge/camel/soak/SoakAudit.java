package io.pixelforge.camel.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.secrecy.KeyLeaks;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What has to be so at the end of each round, by the books of the gateway, of the spy and of the database. */
final class SoakAudit {

    private static final Pattern PROMPT = Pattern.compile("\"prompt\":\"([^\"]*)\"");
    private static final int NO_BALANCE = 402;
    private static final int TOO_MANY = 429;
    private static final int MOST_CAMEL_THREADS = 60;

    private final SoakRound round;
    private final SoakFlow flow;

    SoakAudit(SoakRound round) {
        this.round = round;
        this.flow = round.flow;
    }

    /** The POSTs of an order that have reached the gateway. */
    static List<RecordedRequest> posts(SoakFlow flow, SoakOrder order) {
        return flow.sandbox.requests().stream()
                .filter(request -> request.path().equals(CallKind.SUBMIT_PATH))
                .filter(request -> request.body().contains("\"" + SoakOrder.prompt(order.key) + "\""))
                .toList();
    }

    void check() throws Exception {
        assertThat(round.problems()).isEmpty();
        assertNothingIsLostOrPaidTwice();
        assertTheGatewayWasLeftAloneWhenItAskedForThat();
        assertEachBillingErrorWasSaid();
        assertTheKeyStayed();
        assertThat(flow.sandbox.violations()).isEmpty();
    }

    private void assertNothingIsLostOrPaidTwice() throws IOException {
        Map<String, String> truth = truth();
        Map<String, List<LedgerEntry>> ledger =
                flow.sandbox.ledger().entries().stream().collect(Collectors.groupingBy(LedgerEntry::prompt));
        assertThat(ledger).hasSameSizeAs(round.orders());
        for (SoakOrder order : round.orders()) {
            List<LedgerEntry> accepted = ledger.get(SoakOrder.prompt(order.key));
            Map<String, String> ends =
                    accepted.stream().map(LedgerEntry::id).collect(Collectors.toMap(id -> id, truth::get));
            assertThat(order.ends()).as("ends of %s", order).isEqualTo(ends);
            assertThat(accepted.stream().filter(LedgerEntry::charged))
                    .as("charges of %s", order)
                    .hasSizeLessThanOrEqualTo(1);
            if (order.way == SoakOrder.Way.TWICE) {
                round.count(SoakFault.SUBMITTED_TWICE);
            }
        }
    }

    /** How the gateway itself says that each job has ended. */
    private Map<String, String> truth() throws IOException {
        Map<String, String> statuses = new HashMap<>();
        JsonNode answer = new ObjectMapper()
                .readTree(URI.create(flow.sandbox.url() + "/sandbox/jobs").toURL());
        answer.get("jobs")
                .forEach(job ->
                        statuses.put(job.get("id").asText(), job.get("status").asText()));
        return statuses;
    }

    /** Of the same request: what was sent before may have been on its way. */
    private void assertTheGatewayWasLeftAloneWhenItAskedForThat() {
        Map<String, RecordedRequest> last = new HashMap<>();
        for (RecordedRequest request : flow.sandbox.requests()) {
            Matcher prompt = PROMPT.matcher(request.body());
            String subject = request.path() + (prompt.find() ? prompt.group(1) : "");
            RecordedRequest before = last.put(subject, request);
            if (before != null && before.status() == TOO_MANY) {
                assertThat(request.at())
                        .as("%s after %s", subject, before)
                        .isAfterOrEqualTo(before.at().plus(SoakRound.REST));
            }
        }
    }

    /** Not one of them was swallowed by another try. */
    private void assertEachBillingErrorWasSaid() {
        assertThat(flow.sandbox.requests().stream().filter(request -> request.status() == NO_BALANCE))
                .hasSize(round.billingErrors());
    }

    private void assertTheKeyStayed() {
        assertThat(flow.spy.heard()).allSatisfy(heard -> assertThat(heard)
                .startsWith("GET " + SoakRound.ELSEWHERE + " ")
                .doesNotContain(SoakFlow.KEY)
                .doesNotContainIgnoringCase("Ocp-Apim-Subscription-Key"));
        assertThat(flow.sandbox.counters().mediaCallsWithSecrets()).isZero();
        assertThat(flow.sandbox.requests())
                .noneMatch(request -> KeyLeaks.in(request.path() + request.headers() + request.body()));
        assertThat(flow.database.query("SELECT * FROM pixelforge_job")).noneMatch(row -> KeyLeaks.in(row.toString()));
    }

    /** While each order of a round has a job that has not ended. */
    static void assertManyPendingAreNoBurden(SoakRound round) {
        assertThat(round.flow.sandbox.counters().peakConcurrentCalls()).isLessThanOrEqualTo(SoakFlow.CONCURRENT);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("Camel")))
                .as("threads while %d jobs are pending", round.orders().size())
                .hasSizeLessThan(MOST_CAMEL_THREADS);
    }

    /** After it nothing of the round is left anywhere: ended keys have answered for long enough. */
    void forget() {
        flow.clock.skip(SoakFlow.RETENTION.multipliedBy(2));
        SoakRound.eventually(() -> {
            flow.repositories().forEach(JobRepository::removeExpired);
            assertThat(flow.database.query("SELECT id FROM pixelforge_job")).isEmpty();
        });
        assertThat(round.orders()).noneMatch(order -> flow.repository(order.group)
                .findByKey(round.scope(order.group), "relight", order.key)
                .isPresent());
        flow.sandbox.reset();
        flow.spy.heard().clear();
    }
}
