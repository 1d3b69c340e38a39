package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

class JobTimesTest {

    private final SettableClock clock = new SettableClock();

    @RegisterExtension
    final PixelForgeSandboxExtension pixelforge = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .clock(clock)
            .queueTime(Duration.ofSeconds(2))
            .processingTime(Duration.ofSeconds(3))
            .build());

    private final Client client = new Client(pixelforge.sandbox());

    @Test
    void anAcceptedJobHasTheDocumentsAnswer() {
        Reply reply = client.submit(Client.body("Warm light"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.field("request_id")).matches("pixelforge-relighting-api_[0-9a-f-]{36}");
        assertThat(reply.field("status")).isEqualTo("QUEUED");
        assertThat(reply.field("polling_url"))
                .isEqualTo(pixelforge.url() + "/v2/requests/status/" + reply.field("request_id"));
        assertThat(reply.json().size()).isEqualTo(3);
    }

    @Test
    void aJobGoesFromStateToStateWithTheClockAlone() {
        String id = client.submitted("Warm light");

        assertThat(client.status(id).field("status")).isEqualTo("QUEUED");
        clock.forward(Duration.ofMillis(1999));
        assertThat(client.status(id).field("status")).isEqualTo("QUEUED");
        clock.forward(Duration.ofMillis(1));
        assertThat(client.status(id).field("status")).isEqualTo("PROCESSING");
        clock.forward(Duration.ofMillis(2999));
        assertThat(client.status(id).field("status")).isEqualTo("PROCESSING");
        clock.forward(Duration.ofMillis(1));
        assertThat(client.status(id).field("status")).isEqualTo("COMPLETED");
    }

    @Test
    void aQueuedJobHasNoOutputYet() {
        ObjectNode status = client.status(client.submitted("Warm light")).json();

        assertThat(status.get("error").isNull()).isTrue();
        assertThat(status.get("output").isNull()).isTrue();
        assertThat(status.get("completed_at").isNull()).isTrue();
        assertThat(status.get("updated_at").asText()).isEqualTo("2026-05-22 13:17:32");
        assertThat(status.has("polling_url")).isFalse();
    }

    @Test
    void aCompletedJobHasTheDocumentsShapeWithBothOfItsTimeFormats() {
        String id = client.submitted("Warm light", "num_images", 2, "output_format", "jpeg");
        clock.forward(Duration.ofSeconds(5));
        ObjectNode status = client.status(id).json();

        assertThat(status.fieldNames())
                .toIterable()
                .containsExactly(
                        "request_id",
                        "status",
                        "model_id",
                        "error",
                        "output",
                        "created_at",
                        "updated_at",
                        "completed_at");
        assertThat(status.get("model_id").asText()).isEqualTo("pixelforge-relighting-api");
        assertThat(status.at("/output/media_type").asText()).isEqualTo("image/jpeg");
        assertThat(status.get("created_at").asText()).isEqualTo("2026-05-22T13:17:32.110Z");
        assertThat(status.get("updated_at").asText()).isEqualTo("2026-05-22 13:17:37");
        assertThat(status.get("completed_at").asText()).isEqualTo("2026-05-22 13:17:37");
        String media = pixelforge.url() + "/media/" + id;
        assertThat(client.mediaUrls(id)).isEqualTo(List.of(media + "/1/output.jpeg", media + "/2/output.jpeg"));
    }

    @Test
    void resultsAreNotThereBeforeTheJobIsDone() {
        String id = client.submitted("Warm light");

        assertThat(client.get("/media/" + id + "/1/output.png").status()).isEqualTo(404);
        clock.forward(Duration.ofSeconds(5));
        assertThat(client.get("/media/" + id + "/1/output.png").status()).isEqualTo(200);
        assertThat(client.get("/media/" + id + "/2/output.png").status()).isEqualTo(404);
        assertThat(client.get("/media/" + id + "/1/output.jpeg").status()).isEqualTo(404);
    }

    @Test
    void timesAreDrawnWithinTheirRangeFromTheSeed() {
        assertThat(endsOfTenJobs(7)).isEqualTo(endsOfTenJobs(7)).isNotEqualTo(endsOfTenJobs(8));
        assertThat(endsOfTenJobs(7)).doesNotHaveDuplicates().allSatisfy(end -> assertThat(
                        Duration.between(SettableClock.START, Instant.parse(end)))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4)));
    }

    private List<String> endsOfTenJobs(long seed) {
        SandboxOptions options = SandboxOptions.builder()
                .clock(clock)
                .seed(seed)
                .queueTime(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .processingTime(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .build();
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox(options).start()) {
            Client other = new Client(sandbox);
            for (int i = 0; i < 10; i++) {
                other.submitted("Warm light " + i);
            }
            return other.get("/sandbox/jobs").json().get("jobs").findValuesAsText("ends_at").stream()
                    .sorted()
                    .toList();
        }
    }
}
