package io.pixelforge.camel.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.gateway.JobFailedException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class KameletRelightActionTest extends KameletTestSupport {

    private static final String ROUTE = """
            - route:
                from:
                  uri: direct:start
                  steps:
                    - to:
                        uri: kamelet:pixelforge-relight-action
                        parameters:
                          apiKey: $key
                          gatewayUrl: $gateway
                          prompt: Soft light
                          initialPollDelay: 20ms
                          pollInterval: 20ms
            """;

    @Test
    void goesOnWithTheEndOfTheJob() throws Exception {
        load(ROUTE);

        Exchange exchange = send("direct:start", PHOTO);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(PixelForgeJob.class).status()).isEqualTo("COMPLETED");
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("yes");
        assertThat(posts()).containsExactly(json("{\"prompt\":\"Soft light\",\"image_urls\":[\"" + PHOTO + "\"]}"));
    }

    @Test
    void sendsAllThatItIsGiven() throws Exception {
        load("""
                - route:
                    from:
                      uri: direct:start
                      steps:
                        - kamelet:
                            name: pixelforge-relight-action
                            parameters:
                              apiKey: $key
                              gatewayUrl: $gateway
                              prompt: RAW(Soft & warm + 100% light)
                              imageUrls: RAW(https://example.com/a.jpg?x=1&y=2,https://example.com/b.jpg)
                              negativePrompt: noise
                              imageSize: 1280x720
                              numImages: 2
                              outputFormat: jpeg
                              numInferenceSteps: 30
                              guidanceScale: 7.5
                              acceleration: none
                              enableSafetyChecker: false
                              loras: https://example.com/lighting@0.5
                              idempotentKey: ${header.orderId}
                              onUnknown: resubmit
                              jobGroup: orders
                              publishUri: mock:publish
                              completionTimeout: 20s
                              initialPollDelay: 20ms
                              pollInterval: 20ms
                              maxPollInterval: 1s
                              maxInFlight: 5
                              whenFull: reject
                              throwExceptionOnFailure: false
                              download: true
                              maxDownloadSize: 10000000
                              mediaHosts: 127.0.0.1
                """);

        Exchange exchange = template.request("direct:start", e -> e.getMessage().setHeader("orderId", 42));

        assertThat(exchange.getException()).isNull();
        assertThat(posts()).containsExactly(json("""
                {
                  "prompt": "Soft & warm + 100% light",
                  "image_urls": ["https://example.com/a.jpg?x=1&y=2", "https://example.com/b.jpg"],
                  "negative_prompt": "noise",
                  "image_size": {"width": 1280, "height": 720},
                  "num_images": 2,
                  "output_format": "jpeg",
                  "num_inference_steps": 30,
                  "guidance_scale": 7.5,
                  "acceleration": "none",
                  "enable_safety_checker": false,
                  "loras": [{"path": "https://example.com/lighting", "scale": 0.5}]
                }
                """));
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.IDEMPOTENT_KEY))
                .isEqualTo("42");
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.JOB_GROUP))
                .isEqualTo("orders");
        assertThat(exchange.getMessage().getBody(Iterable.class)).hasSize(2);
    }

    @Test
    void publishesThePictureAndGivesThePictureBack() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:publish").process(exchange -> exchange.getMessage()
                        .setBody(GATEWAY.sandbox()
                                .upload("photo", exchange.getMessage().getBody(byte[].class))));
            }
        });
        load(ROUTE + """
                              publishUri: direct:publish?timeout=1000&block=false
                              download: true
                """.indent(0));

        Exchange exchange = send("direct:start", TestPictures.png());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aJobThatEndedBadlyIsAnException() throws Exception {
        load(ROUTE);
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("No light"));

        assertThat(send("direct:start", PHOTO).getException())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("No light");
    }

    @Test
    void aSecondMessageWithTheKeyIsNotPaidAgain() throws Exception {
        load(ROUTE + "              idempotentKey: ${body}\n");

        JsonNode first = json(send("direct:start", PHOTO).getMessage().getBody(String.class));
        Exchange second = send("direct:start", PHOTO);

        assertThat(json(second.getMessage().getBody(String.class))).isEqualTo(first);
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    /** The error handler of the calling route works inside of the Kamelet, too. */
    @Test
    void aRedeliveredRequestInDoubtIsNotSentAgain() throws Exception {
        load("""
                - errorHandler:
                    defaultErrorHandler:
                      redeliveryPolicy: { maximumRedeliveries: 3, redeliveryDelay: 1 }
                """ + ROUTE);
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());

        Exchange exchange = send("direct:start", PHOTO);

        assertThat(exchange.getException()).isInstanceOf(SubmissionUnknownException.class);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(3);
        assertThat(GATEWAY.sandbox().ledger().entries()).hasSize(1);
    }
}
