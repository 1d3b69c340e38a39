package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.JobFailedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitTest extends PixelForgeTestSupport {

    @Test
    void theIdIsTakenFromTheBodyInEveryForm() {
        PixelForgeJob job = submit("pixelforge:relight?prompt=Soft light");

        for (Object body : List.of(
                job.requestId(),
                " " + job.requestId() + "\n",
                job,
                Map.of("request_id", job.requestId()),
                Map.of("requestId", job.requestId()),
                "{\"request_id\": \"" + job.requestId() + "\"}",
                job.requestId().getBytes(StandardCharsets.UTF_8))) {
            assertThat(ended("pixelforge:await", body).requestId()).isEqualTo(job.requestId());
            assertThat(ended("pixelforge:status", body).requestId()).isEqualTo(job.requestId());
        }
    }

    @Test
    void theOptionWinsOverTheHeaderAndThatOverTheBody() {
        PixelForgeJob first = submit("pixelforge:relight?prompt=Soft light");
        PixelForgeJob second = submit("pixelforge:relight?prompt=Soft light");

        Exchange byHeader = template.request("pixelforge:await", e -> {
            e.getMessage().setBody("nonsense/");
            e.getMessage().setHeader(PixelForgeConstants.REQUEST_ID, first.requestId());
        });
        Exchange byOption = template.request("pixelforge:await?requestId=" + second.requestId(), e -> e.getMessage()
                .setHeader(PixelForgeConstants.REQUEST_ID, first.requestId()));

        assertThat(byHeader.getMessage().getBody(PixelForgeJob.class).requestId())
                .isEqualTo(first.requestId());
        assertThat(byOption.getMessage().getBody(PixelForgeJob.class).requestId())
                .isEqualTo(second.requestId());
    }

    @Test
    void aRequestThatWasSubmittedElsewhereIsAwaited() {
        PixelForgeJob job = submit("pixelforge:relight?prompt=Soft light&jobGroup=elsewhere");

        PixelForgeJob end = ended("pixelforge:await?jobGroup=here", job.requestId());

        assertThat(end.status()).isEqualTo("COMPLETED");
        assertThat(end.group()).isEqualTo("here");
    }

    @Test
    void anUnknownRequestIsWaitedForUntilTheTimeOut() {
        Exchange exchange = template.request("pixelforge:await?completionTimeout=500", e -> e.getMessage()
                .setBody("pixelforge-relighting-api_unknown"));

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(CompletionTimeoutException.class, e -> assertThat(e.getRequestId())
                        .isEqualTo("pixelforge-relighting-api_unknown"))
                .hasMessageContaining("completionTimeout is over")
                .hasMessageContaining("the jobRepository does not know it")
                .hasMessageNotContaining("stays known");
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../admin", "a/b", "a?b", "a b", "{}", "{\"request_id\": null}"})
    void whatIsNoRequestIdIsRefusedBeforeAnyCall(String body) {
        for (String operation : List.of("await", "status")) {
            Exchange exchange = template.request(
                    "pixelforge:" + operation, e -> e.getMessage().setBody(body));

            assertThat(exchange.getException()).isInstanceOf(InvalidRequestException.class);
        }
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
    }

    @Test
    void aJobThatEndedBadlyIsAnExceptionUnlessThatIsNotWanted() {
        PixelForgeJob job = submit("pixelforge:relight?prompt=sandbox:fail");
        Exchange thrown =
                template.request("pixelforge:await", e -> e.getMessage().setBody(job.requestId()));
        Exchange quiet = template.request("pixelforge:await?throwExceptionOnFailure=false", e -> e.getMessage()
                .setBody(job.requestId()));

        assertThat(thrown.getException()).isInstanceOf(JobFailedException.class).hasMessageContaining(job.requestId());
        assertThat(quiet.getException()).isNull();
        assertThat(quiet.getMessage().getBody(PixelForgeJob.class).status()).isEqualTo("FAILED");
        assertThat(quiet.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("yes");
        assertThat(quiet.getMessage().getHeader(PixelForgeConstants.ERROR)).isNotNull();
    }

    @Test
    void manyPicturesAreAListToSplitWithNamesOfTheirOwn() throws Exception {
        MockEndpoint pictures = getMockEndpoint("mock:pictures");
        pictures.expectedMessageCount(3);

        template.sendBodyAndHeader("direct:many", PHOTO, Exchange.FILE_NAME, "in/cat.jpeg");

        pictures.assertIsSatisfied();
        assertThat(pictures.getExchanges())
                .extracting(e -> e.getMessage().getHeader(Exchange.FILE_NAME))
                .containsExactly("in/cat.png", "in/cat-2.png", "in/cat-3.png");
        assertThat(pictures.getExchanges())
                .allSatisfy(
                        e -> assertThat(e.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G'));
    }

    private PixelForgeJob submit(String uri) {
        return template.request(uri, e -> e.getMessage().setBody(PHOTO))
                .getMessage()
                .getBody(PixelForgeJob.class);
    }

    private PixelForgeJob ended(String uri, Object body) {
        Exchange exchange = template.request(uri, e -> e.getMessage().setBody(body));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(PixelForgeJob.class);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:many")
                        .to("pixelforge:relight?prompt=Soft light&numImages=3&awaitCompletion=true&download=true")
                        .split(body())
                        .to("mock:pictures");
            }
        };
    }
}
