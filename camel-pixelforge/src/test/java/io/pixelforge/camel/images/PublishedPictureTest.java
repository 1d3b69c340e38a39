package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedPictureTest extends PixelForgeTestSupport {

    private static final byte[] PNG = TestPictures.png();
    private static final byte[] JPEG = TestPictures.jpeg();
    private static final String RELIGHT = "pixelforge:relight?prompt=Soft light";
    private static final String BY_ENDPOINT = RELIGHT + "&publishUri=direct:publish";
    private static final String BY_BEAN = RELIGHT + "&imagePublisher=#publisher";
    private static final String KEY_OPTION = "&idempotentKey=${header.order}";

    private final List<byte[]> published = new CopyOnWriteArrayList<>();
    private final List<String> urls = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final List<String> described = new CopyOnWriteArrayList<>();
    private final List<String> exchangeIds = new CopyOnWriteArrayList<>();
    private final List<String> storedBeforeAnyCall = new CopyOnWriteArrayList<>();
    private String beanAnswer = "";
    private Throwable beanFailure;

    @BindToRegistry("publisher")
    private final ImagePublisher publisher = exchange -> URI.create(publish(exchange));

    @BindToRegistry("careless")
    private final ImagePublisher careless = exchange -> {
        if (beanFailure instanceof Error error) {
            throw error;
        }
        if (beanFailure != null) {
            throw (Exception) beanFailure;
        }
        return beanAnswer == null ? null : URI.create(beanAnswer);
    };

    @TempDir
    static Path folder;

    static Stream<Object> pictures() throws Exception {
        Path file = Files.write(folder.resolve("cat.png"), PNG);
        GenericFile<File> camelFile = new GenericFile<>();
        camelFile.setFile(file.toFile());
        camelFile.setBody(file.toFile());
        camelFile.setFileName("cat.png");
        GenericFile<String> remoteFile = new GenericFile<>();
        remoteFile.setFile("cat.png on another machine");
        remoteFile.setBody(new ByteArrayInputStream(PNG));
        return Stream.of(
                PNG,
                new ByteArrayInputStream(PNG),
                new InputStreamCache(PNG),
                file,
                file.toFile(),
                camelFile,
                remoteFile,
                ByteBuffer.wrap(PNG),
                List.of(PNG),
                List.of(new ByteArrayInputStream(PNG)),
                List.of(file));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isSentByTheUrlThatTheEndpointAnswersWith(Object body) {
        assertPublished(BY_ENDPOINT, body);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isSentByTheUrlThatTheBeanAnswersWith(Object body) {
        assertPublished(BY_BEAN, body);
    }

    @Test
    void mayBePublishedByAKameletThatStartsWithTheRoute() {
        assertPublished("direct:withKamelet", PNG);
    }

    @Test
    void ofAListAreSentInItsOrder() {
        assertThat(send(BY_ENDPOINT, List.of(PNG, JPEG)).getException()).isNull();

        assertThat(published).containsExactly(PNG, JPEG);
        assertThat(sentUrls()).isEqualTo(urls).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_ENDPOINT, BY_BEAN})
    void comesWithItsNameTypeAndLengthInAnExchangeOfItsOwn(String uri) throws Exception {
        Path jpeg = Files.write(Files.createDirectories(folder.resolve("a")).resolve("dog"), JPEG);
        Path png = Files.write(Files.createDirectories(folder.resolve("b")).resolve("dog"), PNG);

        template.request(uri, exchange -> {
            exchange.getMessage().setBody(List.of(jpeg, png, PNG));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/zip");
            exchange.getMessage().setHeader(Exchange.FILE_NAME, "dogs.zip");
        });

        assertThat(described)
                .containsExactly(
                        "dog image/jpeg " + JPEG.length,
                        "dog image/png " + PNG.length,
                        sha256(PNG).substring(0, 16) + ".png image/png " + PNG.length);
        assertThat(exchangeIds).hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyless", "direct:keyed"})
    void isPublishedOnceThoughTheSubmitIsTriedAndDeliveredAgain(String route) {
        GATEWAY.sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(429).retryAfter(0));

        Exchange exchange = send(route, new ByteArrayInputStream(PNG));

        assertThat(exchange.getException()).isNull();
        assertThat(failed).isTrue();
        assertThat(published).containsExactly(PNG);
        assertThat(GATEWAY.sandbox().ledger().charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:keyless", "direct:keyed"})
    void isPublishedOnceThoughTheGatewayRefusesTheFirstDelivery(String route) {
        failed.set(true);
        int tries = 5; // of one delivery
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.SUBMIT)
                .times(tries)
                .play(Fault.status(503).retryAfter(0));

        Exchange exchange = send(route, List.of(new ByteArrayInputStream(PNG), PHOTO, JPEG));

        assertThat(exchange.getException()).isNull();
        assertThat(GATEWAY.sandbox().counters().submits()).isEqualTo(tries + 1);
        assertThat(published).containsExactly(PNG, JPEG);
        assertThat(sentUrls()).containsExactly(urls.get(0), PHOTO, urls.get(1));
        assertThat(storedBeforeAnyCall).isEqualTo(sentUrls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:secondFails-keyless", "direct:secondFails-keyed"})
    void isPublishedOnceThoughAnotherOfItsListIsPublishedLater(String route) {
        Exchange exchange = send(route, List.of(PNG, new ByteArrayInputStream(JPEG)));

        assertThat(exchange.getException()).isNull();
        assertThat(failed).isTrue();
        assertThat(published).containsExactly(PNG, JPEG);
        assertThat(sentUrls()).isEqualTo(urls);
    }

    static Stream<Throwable> failures() {
        return Stream.of(new FileNotFoundException("no bucket"), new NoClassDefFoundError("no S3"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whosePublisherFailsIsNotSentAndTheFailureIsTheExchanges(Throwable failure) {
        beanFailure = failure;

        assertThat(send(RELIGHT + "&imagePublisher=#careless" + KEY_OPTION, PNG).getException())
                .satisfiesAnyOf(thrown -> assertThat(thrown).isSameAs(failure), thrown -> assertThat(thrown)
                        .hasCause(failure));

        assertThat(GATEWAY.sandbox().requests()).isEmpty();
        assertThat(send(BY_ENDPOINT + KEY_OPTION, PNG).getMessage().getHeader(PixelForgeConstants.DUPLICATE))
                .isEqualTo(false);
    }

    @Test
    void whosePublisherFailsIsHandledByTheTypeOfItsException() {
        Exchange exchange = send("direct:caught", PNG);

        assertThat(exchange.getMessage().getBody()).isEqualTo("caught: not yet");
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
    }

    @Test
    void isPublishedOnceForAllMessagesWithItsKey() {
        send(BY_ENDPOINT + KEY_OPTION, PNG);
        Exchange second = send(BY_ENDPOINT + KEY_OPTION, PNG);

        assertThat(second.getMessage().getHeader(PixelForgeConstants.DUPLICATE)).isEqualTo(true);
        assertThat(published).hasSize(1);
    }

    @Test
    void thatCannotBePublishedIsNotSentAndLeavesItsKeyFree() {
        Exchange refused = send(RELIGHT + "&publishUri=direct:failOnce" + KEY_OPTION, PNG);

        assertThat(refused.getException()).hasMessage("not yet");
        assertThat(GATEWAY.sandbox().counters().submits()).isZero();
        Exchange later = send(RELIGHT + "&publishUri=direct:failOnce" + KEY_OPTION, PNG);
        assertThat(later.getException()).isNull();
        assertThat(later.getMessage().getHeader(PixelForgeConstants.DUPLICATE)).isEqualTo(false);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "ftp://example.com/a.png", "file:/tmp/a.png", "https:///a.png", "/a.png"})
    void whoseAnswerIsNoUrlIsNotSentAndLeavesItsKeyFree(String answer) {
        beanAnswer = answer;
        for (String option : List.of("&publishUri=direct:answer", "&imagePublisher=#careless")) {
            assertThat(send(RELIGHT + option + KEY_OPTION, PNG).getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("http or https URL");
        }
        assertThat(GATEWAY.sandbox().requests()).isEmpty();
        assertThat(send(BY_ENDPOINT + KEY_OPTION, PNG).getMessage().getHeader(PixelForgeConstants.DUPLICATE))
                .isEqualTo(false);
    }

    private void assertPublished(String uri, Object body) {
        Exchange exchange = send(uri, body);

        assertThat(exchange.getException()).isNull();
        assertThat(published).containsExactly(PNG);
        assertThat(sentUrls()).isEqualTo(urls);
        assertThat(GATEWAY.sandbox().violations()).isEmpty();
    }

    private Exchange send(String uri, Object body) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("order", "1");
        });
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static List<String> sentUrls() {
        return GATEWAY.sandbox().ledger().entries().get(0).imageUrls();
    }

    private String publish(Exchange exchange) {
        byte[] picture = exchange.getMessage().getBody(byte[].class);
        published.add(picture);
        Message message = exchange.getMessage();
        described.add(message.getHeader(Exchange.FILE_NAME) + " " + message.getHeader(Exchange.CONTENT_TYPE) + " "
                + message.getHeader(Exchange.CONTENT_LENGTH));
        exchangeIds.add(exchange.getExchangeId());
        String url = GATEWAY.sandbox().upload("p" + published.size(), picture).toString();
        urls.add(url);
        return url;
    }

    private void failOnce(Exchange exchange) {
        if (failed.compareAndSet(false, true)) {
            throw new IllegalStateException("not yet");
        }
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        MemoryJobRepository repository = new MemoryJobRepository();
        configuration.setJobRepository((JobRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("update")
                            && GATEWAY.sandbox().counters().submits() == 0
                            && storedBeforeAnyCall.isEmpty()) {
                        storedBeforeAnyCall.addAll(((Job) arguments[0]).imageUrls());
                    }
                    return method.invoke(repository, arguments);
                }));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:publish").process(exchange -> exchange.getMessage().setBody(publish(exchange)));
                routeTemplate("publish").from("kamelet:source").to("direct:publish");
                from("direct:withKamelet").to(RELIGHT + "&publishUri=kamelet:publish");
                from("direct:failOnce")
                        .process(PublishedPictureTest.this::failOnce)
                        .to("direct:publish");
                from("direct:answer").process(exchange -> exchange.getMessage().setBody(beanAnswer));
                redelivered("keyless", BY_ENDPOINT);
                redelivered("keyed", BY_ENDPOINT + KEY_OPTION);
                from("direct:secondFails")
                        .filter(exchange -> published.size() == 1)
                        .process(PublishedPictureTest.this::failOnce)
                        .end()
                        .to("direct:publish");
                redelivered("secondFails-keyless", RELIGHT + "&publishUri=direct:secondFails");
                redelivered("secondFails-keyed", RELIGHT + "&publishUri=direct:secondFails" + KEY_OPTION);
                from("direct:caught")
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .setBody(simple("caught: ${exception.message}"))
                        .end()
                        .to(RELIGHT + "&publishUri=direct:failOnce");
            }

            private void redelivered(String name, String step) {
                from("direct:" + name)
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("direct:sub-" + name);
                from("direct:sub-" + name)
                        .errorHandler(noErrorHandler())
                        .to(step)
                        .process(PublishedPictureTest.this::failOnce);
            }
        };
    }
}
