package io.pixelforge.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * The body of a callback: the shape of a status. Anybody can send one, so it says which request may have gone on and
 * nothing else.
 *
 * @param requestId {@code request_id}
 */
public record Callback(String requestId) {

    /** The longest that is read, in bytes. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** @throws InvalidRequestException if it has not the documented shape */
    public static Callback parse(byte[] body) {
        JsonNode json;
        try {
            json = Json.read(body);
        } catch (IOException e) {
            throw new InvalidRequestException("The callback is no JSON");
        }
        String requestId = json.isObject() ? Answer.text(json.get("request_id")) : null;
        if (!GatewayClient.isRequestId(requestId) || Answer.text(json.get("status")) == null) {
            throw new InvalidRequestException("The callback names no request and its status");
        }
        return new Callback(requestId);
    }
}
