package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.PixelForgeComponent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackAnswersTest extends CallbackTestSupport {

    @BeforeEach
    void silence() {
        silenceTheGateway();
    }

    @Test
    void aKnownTokenIsAnsweredAtOnceWithNothingOfTheCallback() throws Exception {
        String url = submit();

        HttpResponse<String> answer = post(url, callback(submitted, "COMPLETED"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKeys("X-Forged", "CamelFileName", "token");
    }

    @Test
    void anUnknownTokenIsNotFoundAndCounted() throws Exception {
        String url = submit();
        long asked = GATEWAY.sandbox().counters().statusCalls();
        String unknown = url.substring(0, url.length() - 4) + "AAAA";

        assertThat(post(unknown, callback("id", "COMPLETED")).statusCode()).isEqualTo(404);

        assertThat(answered()).containsEntry(404, 1L).doesNotContainKey(200);
        assertThat(GATEWAY.sandbox().counters().statusCalls()).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "COMPLETED",
                "{\"request_id\":\"id\"",
                "{\"request_id\":\"id\"}",
                "{\"request_id\":7,\"status\":\"COMPLETED\"}",
                "{\"request_id\":\"id\",\"status\":[]}",
                "{\"request_id\":\"../id\",\"status\":\"COMPLETED\"}",
                "{\"request_id\":\"id\",\"request_id\":\"id\",\"status\":\"COMPLETED\"}",
                "{\"request_id\":\"id\",\"status\":\"COMPLETED\"} {}"
            })
    void anotherShapeIsRefused(String body) throws Exception {
        assertThat(post(submit(), body).statusCode()).isEqualTo(400);
        assertThat(answered()).containsOnly(Map.entry(400, 1L));
    }

    @Test
    void anotherJobsRequestIsRefused() throws Exception {
        submit();
        String others = submitted;

        assertThat(post(submit(), callback(others, "COMPLETED")).statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyOfTheGreatestLengthIsReadAndALongerOneIsRefused() throws Exception {
        String url = submit();
        String callback = callback(submitted, "COMPLETED");
        String longest = callback + " ".repeat(64 * 1024 - callback.length());

        assertThat(post(url, longest).statusCode()).isEqualTo(200);
        assertThat(post(url, longest + " ").statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void anotherMethodIsRefused(String method) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(submit()))
                .method(method, HttpRequest.BodyPublishers.ofString(callback("id", "COMPLETED")));

        assertThat(send(request).statusCode()).isEqualTo(405);
        assertThat(answered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/..", "/%2e%2e/", "/a/b", "/%00", "/token%2F", "/{token}", "/:token"})
    void pathTricksLeadNowhere(String end) throws Exception {
        String base = submit().replaceFirst("/[^/]+$", "");
        URI url = URI.create(base + end.replace("{", "%7B").replace("}", "%7D"));

        int code = send(HttpRequest.newBuilder(url)
                        .POST(HttpRequest.BodyPublishers.ofString(callback("id", "COMPLETED"))))
                .statusCode();

        assertThat(code).isIn(400, 404);
        assertThat(answered()).doesNotContainKey(200);
    }

    private Map<Integer, Long> answered() {
        return ComponentSeams.answeredCallbacks(context.getComponent("pixelforge", PixelForgeComponent.class));
    }
}
