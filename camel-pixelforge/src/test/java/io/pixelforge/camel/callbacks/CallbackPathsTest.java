package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeConstants;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbackPathsTest extends CallbackTestSupport {

    @BeforeEach
    void silence() {
        silenceTheGateway();
    }

    @Override
    protected String contextPath() {
        return "/app";
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                restConfiguration().contextPath("api");
                from("pixelforge:relight?jobGroup=first").routeId("first").to("mock:first");
                from("pixelforge:relight?jobGroup=second").routeId("second").to("mock:second");
                from("pixelforge:relight?jobGroup=third&webhookPath=/other")
                        .routeId("third")
                        .to("mock:third");
                from("direct:photos")
                        .routeId("submit")
                        .to("pixelforge:relight?prompt=Soft light&jobGroup=second")
                        .to("mock:submitted");
            }
        };
    }

    @Test
    void thePathThatIsAdvertisedIsThePathThatIsServed() throws Exception {
        String url = submitThroughRoute();

        assertThat(url).startsWith(server() + "/app/api/pixelforge/callback/");
        assertThat(post(url, callback(submitted, "COMPLETED")).statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatStopsDoesNotSilenceTheOthers() throws Exception {
        String url = submitThroughRoute();

        for (String route : new String[] {"first", "submit", "second"}) {
            assertThat(post(url, callback(submitted, "COMPLETED")).statusCode())
                    .as("before " + route + " stops")
                    .isEqualTo(200);
            context.getRouteController().stopRoute(route);
        }
        assertThat(post(url, callback(submitted, "COMPLETED")).statusCode())
                .as("when nothing of ours runs")
                .isEqualTo(404);

        context.getRouteController().startRoute("submit");
        assertThat(post(url, callback(submitted, "COMPLETED")).statusCode())
                .as("with a producer alone")
                .isEqualTo(200);
    }

    @Test
    void eachPathIsServedForItself() throws Exception {
        String url = submitThroughRoute().replace("pixelforge/callback", "other");
        assertThat(post(url, callback(submitted, "COMPLETED")).statusCode()).isEqualTo(200);

        context.getRouteController().stopRoute("third");

        assertThat(post(url, callback(submitted, "COMPLETED")).statusCode()).isEqualTo(404);
        assertThat(post(submitThroughRoute(), callback(submitted, "COMPLETED")).statusCode())
                .isEqualTo(200);
    }

    private String submitThroughRoute() {
        submitted = template.request("direct:photos", e -> e.getMessage().setBody(PHOTO))
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        return callbackUrls().get(callbackUrls().size() - 1);
    }
}
