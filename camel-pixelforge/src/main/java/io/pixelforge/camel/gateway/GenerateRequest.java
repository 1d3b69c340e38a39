package io.pixelforge.camel.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The body of a generate call.
 *
 * @param prompt    {@code prompt}: what to draw, required
 * @param imageUrls {@code image_urls}: 1 to 3 public pictures for reference
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerateRequest(String prompt, List<String> imageUrls) implements ImageRequest {

    @Override
    public GenerateRequest withImageUrls(List<String> urls) {
        return new GenerateRequest(prompt, urls);
    }
}
