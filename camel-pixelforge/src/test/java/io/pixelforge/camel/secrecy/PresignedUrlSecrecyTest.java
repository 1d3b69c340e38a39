package io.pixelforge.camel.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.LogRecorder;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.images.ImagePublisher;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever knows the query of a presigned link has the picture: it goes into no log and no exception. */
class PresignedUrlSecrecyTest extends PixelForgeTestSupport {

    private static final String SECRET = "secret-0123456789abcdef";
    private static final String PRESIGNED = "https://bucket.example.com/cat.png?X-Amz-Signature=" + SECRET;
    private static final String ECHO =
            "{\"error\":\"Cannot fetch " + PRESIGNED + ".\",\"message\":\"(" + PRESIGNED + ")\"}";
    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&imagePublisher=#publisher";

    private String answer = PRESIGNED;

    @BindToRegistry("publisher")
    private final ImagePublisher publisher = exchange -> new URI(answer);

    private LogRecorder log;

    @BeforeEach
    void record() {
        log = new LogRecorder();
    }

    @AfterEach
    void stopRecording() {
        log.close();
    }

    @Test
    void whateverTheGatewaySays() {
        List<Exchange> ended = new ArrayList<>();
        ended.add(send(RELIGHT + "&awaitCompletion=true"));
        for (Fault fault : List.of(
                Fault.status(400).body(ECHO),
                Fault.status(422).body(ECHO),
                Fault.status(503).retryAfter(0).body(ECHO),
                Fault.bodyText(ECHO),
                Fault.reset(),
                Fault.jobFails("Cannot fetch " + PRESIGNED),
                Fault.jobErrors("Cannot fetch " + PRESIGNED))) {
            GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(fault);
            ended.add(send(RELIGHT + "&awaitCompletion=true"));
        }

        assertThat(GATEWAY.sandbox().ledger().entries().get(0).imageUrls()).containsExactly(PRESIGNED);
        assertNotSaid(ended);
    }

    @Test
    void whateverThePublisherSays() {
        List<Exchange> ended = new ArrayList<>();
        for (String useless : List.of("ftp://a.example/?" + SECRET, SECRET, "/cat.png?" + SECRET)) {
            answer = useless;
            ended.add(send(RELIGHT));
        }

        assertThat(ended).extracting(Exchange::getException).doesNotContainNull();
        assertNotSaid(ended);
    }

    private void assertNotSaid(List<Exchange> ended) {
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
        assertThat(ended).allSatisfy(exchange -> {
            for (Throwable e = exchange.getException(); e != null; e = e.getCause()) {
                assertThat(e.toString()).doesNotContain(SECRET);
            }
        });
    }

    private Exchange send(String uri) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(TestPictures.png());
        return template.send(uri, exchange);
    }
}
