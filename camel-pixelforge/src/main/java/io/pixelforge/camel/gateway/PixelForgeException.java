package io.pixelforge.camel.gateway;

import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.HttpResponseAware;

/**
 * Root of all that this component throws about a request. A message says what happened to which request and what to
 * do; no message holds the API key.
 */
public abstract class PixelForgeException extends RuntimeCamelException implements HttpResponseAware {

    private final boolean retryable;
    private final Charged charged;
    private String requestId;
    private Duration retryAfter;
    private int httpResponseCode;
    private String httpResponseStatus;

    protected PixelForgeException(String message, Throwable cause, boolean retryable, Charged charged) {
        super(message, cause);
        this.retryable = retryable;
        this.charged = charged;
    }

    /** The service's id of the request, {@code request_id} there; {@code null} where none is known. */
    public String getRequestId() {
        return requestId;
    }

    /**
     * Whether the same request can be made again later without any risk of paying twice: by the error handler of this
     * exchange, or by any other under the same {@code idempotentKey}. Without a key another exchange pays again, unless
     * {@link #getCharged()} is {@link Charged#NO}.
     */
    public boolean isRetryable() {
        return retryable;
    }

    /** Whether the request was charged. */
    public Charged getCharged() {
        return charged;
    }

    /** How long the gateway asked us to wait, capped; {@code null} where it did not say. */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    /** The HTTP status of the gateway's answer; 0 where there was no answer. */
    @Override
    public int getHttpResponseCode() {
        return httpResponseCode;
    }

    @Override
    public void setHttpResponseCode(int code) {
        httpResponseCode = code;
    }

    @Override
    public String getHttpResponseStatus() {
        return httpResponseStatus;
    }

    @Override
    public void setHttpResponseStatus(String status) {
        httpResponseStatus = status;
    }

    void setRequestId(String requestId) {
        this.requestId = requestId;
    }

    void setRetryAfter(Duration retryAfter) {
        this.retryAfter = retryAfter;
    }
}
