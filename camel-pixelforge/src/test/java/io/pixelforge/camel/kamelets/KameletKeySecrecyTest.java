package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pixelforge.camel.LogRecorder;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key that a Kamelet is given is said to nobody, whatever goes wrong. */
class KameletKeySecrecyTest extends KameletTestSupport {

    private final List<String> said = new ArrayList<>();
    private LogRecorder log;

    @BeforeEach
    void record() {
        log = new LogRecorder();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whereverItGoesWrong() throws Exception {
        for (String given : List.of("apiKey: $key, imageSize: huge", "apiKey: 'RAW($key)', numImages: 9")) {
            said.add(stackTrace(catchThrowable(() -> load(route("refused", given)))));
        }
        load(route("start", "apiKey: $key, gatewayUrl: $gateway, prompt: Soft light"));
        for (Fault fault : List.of(Fault.status(401).body("{\"error\":\"" + KEY + "\"}"), Fault.reset())) {
            GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(fault);
            Exchange failed = send("direct:start", PHOTO);
            said.add(stackTrace(failed.getException()));
            said.add(failed.getMessage().getHeaders().toString());
        }
        context.getEndpoints().forEach(endpoint -> said.add(endpoint.toString()));
        context.getRoutes().forEach(route -> said.add(route.toString()));
        context.stop();

        assertThat(said)
                .anyMatch(text -> text.contains("The option numImages must"))
                .anyMatch(text -> text.contains("AuthenticationException"))
                .noneMatch(text -> text.contains(KEY));
        // Camel itself writes the URIs that users have written, at DEBUG and TRACE
        assertThat(log.lines())
                .filteredOn(line -> !line.matches("(?s)(DEBUG|TRACE) .*? org\\.apache\\.camel\\..*"))
                .anyMatch(line -> line.contains("io.pixelforge.camel"))
                .noneMatch(line -> line.contains(KEY));
    }

    private static String route(String name, String parameters) {
        return """
                - route:
                    from:
                      uri: direct:%s
                      steps:
                        - to:
                            uri: kamelet:pixelforge-relight-sink
                            parameters: { %s }
                """.formatted(name, parameters);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
