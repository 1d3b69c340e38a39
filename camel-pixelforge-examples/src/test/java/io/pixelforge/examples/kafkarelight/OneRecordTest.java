package io.pixelforge.examples.kafkarelight;

import static io.pixelforge.examples.kafkarelight.Bench.header;
import static io.pixelforge.examples.kafkarelight.Bench.photo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of one record. */
class OneRecordTest {

    @TempDir
    static Path directory;

    private static Bench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = Bench.start(directory, SandboxOptions.builder());
        bench.node(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
    }

    @Test
    void aUrlIsRelitInTheLightThatIsWished() throws Exception {
        bench.send("any", photo("url", "Candle light"));

        ConsumerRecord<String, String> relit = bench.arrives("relit", "url");

        JsonNode job = new ObjectMapper().readTree(relit.value());
        LedgerEntry charged = charged("Candle light");
        assertThat(job.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(job.get("requestId").asText()).isEqualTo(charged.id()).isEqualTo(header(relit, "requestId"));
        assertThat(job.get("mediaUrls").get(0).asText())
                .startsWith(bench.sandbox().url());
        assertThat(charged.imageUrls()).containsExactly("https://example.com/url.jpg");
        assertThat(header(relit, "record")).isNull();
    }

    @Test
    void anythingElseIsAKeyInTheBucket() {
        bench.send("any", "{\"id\": \"key\", \"image\": \"in/cup.png\", \"light\": \"Bucket light\"}");

        bench.arrives("relit", "key");

        assertThat(charged("Bucket light").imageUrls()).containsExactly("https://photos.example.com/in/cup.png");
    }

    @Test
    void withoutIdAndLightItGetsItsOffsetForAnIdAndTheUsualLight() {
        bench.send("any", "{\"image\": \"https://example.com/bare.jpg\"}");

        ConsumerRecord<String, String> relit =
                bench.arrives("relit", record -> record.key().startsWith("photos/"));

        assertThat(relit.key()).matches("photos/\\d/\\d+");
        assertThat(charged("Professional studio lighting with soft shadows").imageUrls())
                .containsExactly("https://example.com/bare.jpg");
    }

    @Test
    void anIdThatComesTwiceIsPaidAndRelitOnce() {
        bench.send("a", photo("twice", "Twice light"));
        bench.send("b", photo("twice", "Twice light"));
        bench.send("a", photo("after-a", "After light"));
        bench.send("b", photo("after-b", "After light"));

        bench.arrives("relit", "after-a");
        bench.arrives("relit", "after-b");
        bench.arrives("relit", "twice");

        assertThat(bench.sandbox().ledger().charges("Twice light")).isEqualTo(1);
        assertThat(bench.keys("relit")).containsEntry("twice", 1L);
    }

    @Test
    void anIdThatComesAgainWithAnotherWishFails() {
        bench.send("same", photo("changed", "First light"));
        bench.send("same", photo("changed", "Second light"));

        assertThat(header(bench.arrives("relit-failed", "changed"), "reason")).contains("another input");
        assertThat(bench.sandbox().ledger().charges("Second light")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"id\": \"torn", "[1, 2]", "\"text\"", "17"})
    void whatIsNoJsonObjectFailsAsItCameAndHoldsNobodyUp(String value) {
        bench.send("poison", value);
        bench.send("poison", photo("after" + value.hashCode(), "Soft light"));

        ConsumerRecord<String, String> failed =
                bench.arrives("relit-failed", record -> record.value().equals(value));

        assertThat(failed.key()).startsWith("photos/");
        assertThat(header(failed, "reason")).contains("no JSON object");
        assertThat(header(failed, "charged")).isEqualTo("no");
        bench.arrives("relit", "after" + value.hashCode());
    }

    @Test
    void oneThatIsTooLongToComeWithItsReasonComesWithout() {
        bench.send("long", "x".repeat(1_040_000));

        ConsumerRecord<String, String> failed = bench.arrives(
                "relit-failed",
                record -> "".equals(record.value()) && header(record, "reason").contains("xxx"));

        assertThat(header(failed, "from")).isEqualTo(failed.key()).startsWith("photos/");
    }

    @Test
    void itsHeadersComeOutButNotThoseOfAnEarlierFailure() {
        ProducerRecord<String, String> again = new ProducerRecord<>("photos", photo("again", "Soft light"));
        again.headers().add("tenant", "acme".getBytes(UTF_8)).add("reason", "It was no JSON".getBytes(UTF_8));
        bench.send(again);

        ConsumerRecord<String, String> relit = bench.arrives("relit", "again");

        assertThat(header(relit, "tenant")).isEqualTo("acme");
        assertThat(header(relit, "reason")).isNull();
    }

    @Test
    void anIdMayBeANumber() {
        bench.send("any", "{\"id\": 17, \"image\": \"https://example.com/17.jpg\", \"light\": \"Number light\"}");

        assertThat(bench.arrives("relit", "17").value()).contains("\"idempotentKey\":\"17\"");
    }

    @Test
    void aTombstoneFailsToo() {
        bench.send("tombstone", null);

        ConsumerRecord<String, String> failed = bench.arrives("relit-failed", record -> record.value() == null);

        assertThat(header(failed, "reason")).isNotBlank();
    }

    @Test
    void aRequestThatTheServiceWouldRefuseFailsBeforeItIsSent() {
        String bad = "{\"id\": \"no image\", \"light\": \"Lonely light\"}";
        bench.send("any", bad);

        ConsumerRecord<String, String> failed = bench.arrives("relit-failed", "no image");

        assertThat(failed.value()).isEqualTo(bad);
        assertThat(header(failed, "reason")).contains("image_urls");
        assertThat(header(failed, "charged")).isEqualTo("no");
        assertThat(bench.sandbox().violations()).isEmpty();
    }

    @Test
    void aJobThatTheServiceFailsComesWithItsReasonAndRequestId() {
        String hopeless = photo("hopeless", "sandbox:fail");
        bench.send("any", hopeless);

        ConsumerRecord<String, String> failed = bench.arrives("relit-failed", "hopeless");

        assertThat(failed.value()).isEqualTo(hopeless);
        assertThat(header(failed, "reason")).contains("FAILED");
        assertThat(header(failed, "requestId"))
                .isEqualTo(charged("sandbox:fail").id());
        assertThat(header(failed, "charged")).isEqualTo("yes");
    }

    @Test
    void aSubmitWhoseAnswerWasLostSaysSoAndIsNotSentAgain() {
        bench.sandbox()
                .faults()
                .on(CallKind.SUBMIT)
                .containing("Doubtful light")
                .always()
                .play(Fault.acceptedThenReset());
        bench.send("any", photo("doubtful", "Doubtful light"));

        ConsumerRecord<String, String> failed = bench.arrives("relit-failed", "doubtful");

        assertThat(header(failed, "charged")).isEqualTo("unknown");
        assertThat(bench.sandbox().ledger().charges("Doubtful light")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 401})
    void aRecordWaitsWhileNothingCanBeSentForAReasonThatIsNotItsOwn(int status) {
        String id = "waiting-" + status;
        bench.sandbox()
                .faults()
                .on(CallKind.SUBMIT)
                .containing(id + ".")
                .times(6)
                .play(Fault.status(status));
        bench.send("any", photo(id, id + "."));

        bench.arrives("relit", id);

        assertThat(bench.keys("relit-failed")).doesNotContainKey(id);
        assertThat(bench.sandbox().ledger().charges(id + ".")).isEqualTo(1);
    }

    private static LedgerEntry charged(String prompt) {
        return bench.sandbox().ledger().entries().stream()
                .filter(entry -> entry.prompt().equals(prompt))
                .findFirst()
                .orElseThrow();
    }
}
