package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeJob;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.MediaException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadTest extends PixelForgeTestSupport {

    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light&awaitCompletion=true";
    private static final String AWAIT = "pixelforge:await?download=true";

    private final List<byte[]> read = new CopyOnWriteArrayList<>();

    @Test
    void thePictureIsAStreamCacheThatCanBeReadTwice() {
        Exchange exchange =
                template.request("direct:readTwice", e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class);
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).startsWith(0x89, 'P', 'N', 'G').isEqualTo(read.get(1));
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_LENGTH)).isEqualTo((long) read.get(0).length);
    }

    @ParameterizedTest
    @CsvSource({"png, image/png, png", "jpeg, image/jpeg, jpg"})
    void itsTypeComesFromItsBytesWhateverTheServiceSays(String format, String type, String extension) {
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).always().play(Fault.contentType("application/octet-stream"));

        Exchange exchange = template.request(RELIGHT + "&download=true&outputFormat=" + format, e -> e.getMessage()
                .setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo(type);
        assertThat(exchange.getMessage().getHeader(Exchange.FILE_NAME))
                .isEqualTo(exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID) + "." + extension);
    }

    @ParameterizedTest
    @CsvSource({"cat.jpeg, cat.png", "in/cat.jpeg, in/cat.png", "cat, cat.png", "a.b.jpg, a.b.png"})
    void itsNameIsTheSavedOneWithTheExtensionOfThePicture(String saved, String name) throws Exception {
        MockEndpoint ends = getMockEndpoint("mock:ends");
        ends.expectedHeaderReceived(Exchange.FILE_NAME, name);
        ends.expectedMessageCount(1);

        template.sendBodyAndHeader(
                "pixelforge:relight?prompt=Soft light&jobGroup=consumed", PHOTO, Exchange.FILE_NAME, saved);

        ends.assertIsSatisfied();
        assertThat(ends.getExchanges().get(0).getMessage().getBody()).isInstanceOf(StreamCache.class);
    }

    @Test
    void aJobThatFailedHasNoPictureAndStaysTheRecord() {
        Exchange exchange = template.request(
                "pixelforge:relight?prompt=sandbox:fail&awaitCompletion=true&download=true&throwExceptionOnFailure=false",
                e -> e.getMessage().setBody(PHOTO));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody())
                .isInstanceOfSatisfying(
                        PixelForgeJob.class, job -> assertThat(job.status()).isEqualTo("FAILED"));
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isZero();
    }

    @Test
    void upToThreeRedirectsAreFollowed() {
        PixelForgeJob job = completed();
        redirect(3, job.mediaUrls().get(0));

        assertThat(await(AWAIT, job).getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(4);
    }

    @Test
    void aFourthRedirectIsNotFollowed() {
        PixelForgeJob job = completed();
        redirect(4, job.mediaUrls().get(0));

        assertRefused(await(AWAIT, job), job, "redirects more than 3 times");
        assertThat(GATEWAY.sandbox().counters().mediaCalls()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "https://10.0.0.1/a.png?sig=secret, not public",
        "https://169.254.169.254/latest?sig=secret, not public",
        "http://8.8.8.8/a.png?sig=secret, not https",
        "ftp://127.0.0.1/a.png?sig=secret, no http or https URL",
        "https://a.example/a b?sig=secret, leads to none"
    })
    void whereARedirectLeadsIsCheckedLikeTheFirstUrl(String location, String reason) {
        PixelForgeJob job = completed();
        redirect(1, location);

        assertRefused(await(AWAIT, job), job, reason);
    }

    @Test
    void aPictureLongerThanAllowedIsRefusedByItsLength() {
        PixelForgeJob job = completed();

        assertRefused(await(AWAIT + "&maxDownloadSize=100", job), job, "maxDownloadSize");
    }

    @Test
    void aPictureLongerThanAllowedIsRefusedWhileItIsReadIfItsLengthIsNotSaid() {
        PixelForgeJob job = completed();
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).play(Fault.noLength());

        assertRefused(await(AWAIT + "&maxDownloadSize=100", job), job, "maxDownloadSize");
    }

    @Test
    void aPictureWithoutALengthIsReadToItsEnd() {
        PixelForgeJob job = completed();
        byte[] whole = await(AWAIT, job).getMessage().getBody(byte[].class);
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).play(Fault.noLength());

        assertThat(await(AWAIT, job).getMessage().getBody(byte[].class)).isEqualTo(whole);
    }

    private PixelForgeJob completed() {
        return template.requestBody(RELIGHT + "&idempotentKey=1", PHOTO, PixelForgeJob.class);
    }

    private Exchange await(String uri, PixelForgeJob job) {
        return template.request(uri, e -> e.getMessage().setBody(job));
    }

    private static void redirect(int times, String location) {
        GATEWAY.sandbox().faults().on(CallKind.MEDIA).times(times).play(Fault.redirect(location));
    }

    private static void assertRefused(Exchange exchange, PixelForgeJob job, String reason) {
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(MediaException.class, e -> {
                    assertThat(e.getRequestId()).isEqualTo(job.requestId());
                    assertThat(e.getCharged()).isEqualTo(Charged.YES);
                    assertThat(e.isRetryable()).isTrue();
                    assertThat(e.getMediaUrl()).hasToString(job.mediaUrls().get(0));
                })
                .hasMessageContaining(reason)
                .hasMessageContaining(job.requestId());
        assertThat(exchange.getException()).satisfies(e -> {
            for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(t.toString()).doesNotContain("secret");
            }
        });
        assertThat(exchange.getMessage().getHeader(PixelForgeConstants.CHARGED)).isEqualTo("yes");
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:readTwice")
                        .to(RELIGHT + "&download=true")
                        .process(exchange -> read.add(exchange.getMessage().getBody(byte[].class)))
                        .process(exchange -> read.add(exchange.getMessage().getBody(byte[].class)));
                from("pixelforge:relight?jobGroup=consumed&download=true").to("mock:ends");
            }
        };
    }
}
