package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ConsumerTestSupport;
import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.MediaException;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailingDownloadTest extends ConsumerTestSupport {

    private final List<Throwable> handled = new CopyOnWriteArrayList<>();

    @BeforeEach
    void mediaIsGoneTwice() {
        GATEWAY.sandbox()
                .faults()
                .on(CallKind.MEDIA)
                .times(2 * DOWNLOAD_ATTEMPTS)
                .play(Fault.status(500));
    }

    @Test
    void goesToTheExceptionHandlerAndTheEndIsOfferedAgain() {
        String requestId = submit("plain");

        assertDelivered("plain", requestId);

        assertThat(handled).hasSize(2).allSatisfy(e -> assertThat(e).isInstanceOf(MediaException.class));
    }

    @Test
    void goesToOnExceptionWhereTheErrorHandlerIsBridgedAndTheEndIsOfferedAgain() {
        String requestId = submit("bridged");

        assertDelivered("bridged", requestId);

        assertThat(getMockEndpoint("mock:onException").getReceivedExchanges())
                .hasSize(2)
                .allSatisfy(e ->
                        assertThat(e.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(MediaException.class))
                .allSatisfy(e -> assertThat(requestId(e)).isEqualTo(requestId));
    }

    private void assertDelivered(String group, String requestId) {
        await().until(() -> stored(group, requestId).isEmpty());
        assertThat(requestIds("mock:" + group)).containsExactly(requestId);
        Exchange end = getMockEndpoint("mock:" + group).getReceivedExchanges().get(0);
        assertThat(end.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(end.getMessage().getHeader(PixelForgeConstants.REDELIVERY_COUNTER))
                .isEqualTo(2);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                ExceptionHandler recorder = new ExceptionHandler() {
                    @Override
                    public void handleException(Throwable exception) {
                        handled.add(exception);
                    }

                    @Override
                    public void handleException(String message, Throwable exception) {
                        handled.add(exception);
                    }

                    @Override
                    public void handleException(String message, Exchange exchange, Throwable exception) {
                        handled.add(exception);
                    }
                };
                getContext().getRegistry().bind("recorder", recorder);
                from(CONSUME + "&jobGroup=plain&download=true&exceptionHandler=#recorder")
                        .to("mock:plain");
                from(CONSUME + "&jobGroup=bridged&download=true&bridgeErrorHandler=true")
                        .onException(MediaException.class)
                        .handled(true)
                        .to("mock:onException")
                        .end()
                        .to("mock:bridged");
            }
        };
    }
}
