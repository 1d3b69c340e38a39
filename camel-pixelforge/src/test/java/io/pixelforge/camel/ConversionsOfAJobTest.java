package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConversionsOfAJobTest {

    private static final PixelForgeJob JOB = new PixelForgeJob(
            "id-1",
            "COMPLETED",
            "m",
            List.of("https://a.example/1.png"),
            "image/png",
            null,
            null,
            Instant.parse("2026-05-22T13:17:32.110Z"),
            null,
            null,
            "default",
            "key");
    private static final String JSON =
            "{\"requestId\":\"id-1\",\"status\":\"COMPLETED\",\"modelId\":\"m\",\"mediaUrls\":[\"https://a.example/1.png\"],"
                    + "\"mediaType\":\"image/png\",\"error\":null,\"pollingUrl\":null,"
                    + "\"createdAt\":\"2026-05-22T13:17:32.110Z\",\"updatedAt\":null,\"completedAt\":null,"
                    + "\"group\":\"default\",\"idempotentKey\":\"key\"}";

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    @Test
    void toJson() throws Exception {
        assertThat(to(String.class)).isEqualTo(JSON);
        assertThat(to(byte[].class)).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        assertThat(to(InputStream.class)).hasContent(JSON);
    }

    @Test
    void toAMap() throws Exception {
        assertThat(to(Map.class))
                .containsEntry("requestId", "id-1")
                .containsEntry("mediaUrls", List.of("https://a.example/1.png"))
                .containsEntry("createdAt", "2026-05-22T13:17:32.110Z");
    }

    private static <T> T to(Class<T> type) throws Exception {
        return CONTEXT.getTypeConverter().mandatoryConvertTo(type, JOB);
    }
}
