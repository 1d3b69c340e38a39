package io.pixelforge.camel;

import io.pixelforge.camel.gateway.ForeignText;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.gateway.InvalidRequestException;
import io.pixelforge.camel.gateway.Json;
import io.pixelforge.camel.images.Picture;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Message;

/** Finds the request that the operations status and await are about: by the option, else the header, else the body. */
final class RequestIds {

    private final String option;

    RequestIds(String option) {
        this.option = option;
    }

    /** @throws InvalidRequestException if there is none, or it is none of the service's */
    String of(Message message) {
        String id = option != null ? option : message.getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        if (id == null) {
            id = inBody(message);
        }
        if (id == null || id.isBlank()) {
            throw new InvalidRequestException("There is no request id. Set the option requestId, the header "
                    + PixelForgeConstants.REQUEST_ID + ", or a body that is the id, a PixelForgeJob, or a Map or JSON"
                    + " object with request_id or requestId.");
        }
        if (!GatewayClient.isRequestId(id.trim())) {
            throw new InvalidRequestException(
                    "This is no request id of the service, which has letters, digits and . _ ~ - only: '"
                            + ForeignText.clean(id) + "'");
        }
        return id.trim();
    }

    private static String inBody(Message message) {
        Object body = message.getBody();
        if (body instanceof PixelForgeJob job) {
            return job.requestId();
        }
        if (body instanceof Map<?, ?> map) {
            return inMap(map);
        }
        String text = Picture.isPossible(body) ? beginning(message) : message.getBody(String.class);
        if (text != null && text.trim().startsWith("{")) {
            return inMap(Json.readObject(text.getBytes(StandardCharsets.UTF_8)));
        }
        return text;
    }

    /** No more of it than an object may have that names a request: what came here by mistake may be of any length. */
    private static String beginning(Message message) {
        Picture body = Picture.of(message.getExchange(), message.getBody(), "The body");
        message.setBody(body.given());
        return new String(body.head(Json.MAX_LENGTH + 1), StandardCharsets.UTF_8);
    }

    private static String inMap(Map<?, ?> map) {
        Object id = map.get("request_id") == null ? map.get("requestId") : map.get("request_id");
        return id == null ? null : id.toString();
    }
}
