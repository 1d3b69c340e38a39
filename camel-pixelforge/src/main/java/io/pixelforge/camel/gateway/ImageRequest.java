package io.pixelforge.camel.gateway;

import java.util.List;

/** What the two paid calls have in common. */
public sealed interface ImageRequest permits GenerateRequest, RelightRequest {

    /** {@code prompt}: what is wanted. */
    String prompt();

    /** {@code image_urls}: public pictures to work from. */
    List<String> imageUrls();

    /** The same request with other pictures. */
    ImageRequest withImageUrls(List<String> urls);
}
