package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.LogRecorder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever knows a token can call back, so it is said to the gateway only. */
class CallbackSecrecyTest extends CallbackTestSupport {

    @BeforeEach
    void silence() {
        silenceTheGateway();
    }

    @Test
    void theTokenIsNotLogged() throws Exception {
        String token;
        try (LogRecorder log = new LogRecorder()) {
            String url = submit();
            token = url.substring(url.lastIndexOf('/') + 1);
            post(url, callback(submitted, "COMPLETED"));
            post(url, "broken");
            post(url.substring(0, url.length() - 4) + "AAAA", callback("id", "COMPLETED"));

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("executing POST /pixelforge-relighting-api"))
                    .filteredOn(line -> line.contains(token.substring(0, 30)) && !line.matches("(?s)(DEBUG|TRACE) .*"))
                    .isEmpty();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains(token.substring(0, 30)))
                    .as("what the HTTP server itself says at DEBUG and TRACE")
                    .noneMatch(line -> line.contains("io.pixelforge"));
        }
        assertThat(token).hasSize(43);
        assertThat(context.getEndpoints().toString()).doesNotContain(token);
    }
}
