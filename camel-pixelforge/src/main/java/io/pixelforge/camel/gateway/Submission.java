package io.pixelforge.camel.gateway;

/**
 * The service's answer to an accepted submit.
 *
 * @param requestId  {@code request_id}
 * @param pollingUrl {@code polling_url} as it was said; kept to be shown, never called
 */
public record Submission(String requestId, String pollingUrl) {}
