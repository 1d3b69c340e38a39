package io.pixelforge.camel.gateway;

/**
 * What the service is to call when a relight job goes on.
 *
 * @param url  {@code X-Webhook-URL}; whoever knows it can call it, so it is shown nowhere
 * @param mode {@code X-Webhook-Mode}: {@code terminal} for once at the end, {@code sync} for progress as well
 */
public record CallbackUrl(String url, String mode) {

    /** Without the URL. */
    @Override
    public String toString() {
        return "CallbackUrl[mode=" + mode + "]";
    }
}
