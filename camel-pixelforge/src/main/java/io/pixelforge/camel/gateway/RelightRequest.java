package io.pixelforge.camel.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;

/**
 * The body of a relight call. What is {@code null} is not sent; the service's own default then holds.
 *
 * @param prompt              {@code prompt}: the light that is wanted, 1 to 800 characters, required
 * @param imageUrls           {@code image_urls}: 1 to 10 public pictures (JPEG, PNG, WEBP), required
 * @param imageSize           {@code image_size}; {@code square_hd} there
 * @param numInferenceSteps   {@code num_inference_steps}: 1 to 150; 50 there
 * @param guidanceScale       {@code guidance_scale}: 1 to 20; 4 there
 * @param numImages           {@code num_images}: 1 to 4; 1 there
 * @param enableSafetyChecker {@code enable_safety_checker}; true there
 * @param outputFormat        {@code output_format}: {@code png} or {@code jpeg}; png there
 * @param negativePrompt      {@code negative_prompt}: what to leave out
 * @param acceleration        {@code acceleration}: {@code none} or {@code regular}; regular there
 * @param loras               {@code loras}: at most 3
 * @param webhook             {@code webhook}: an https URL that the service calls; not used by this component
 * @param webhookEventsFilter {@code webhook_events_filter}: of {@code start}, {@code complete}, {@code *}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RelightRequest(
        String prompt,
        List<String> imageUrls,
        ImageSize imageSize,
        Integer numInferenceSteps,
        BigDecimal guidanceScale,
        Integer numImages,
        Boolean enableSafetyChecker,
        String outputFormat,
        String negativePrompt,
        String acceleration,
        List<Lora> loras,
        String webhook,
        List<String> webhookEventsFilter)
        implements ImageRequest {

    /** A request with the service's defaults for all the rest. */
    public static RelightRequest of(String prompt, String... imageUrls) {
        return new RelightRequest(
                prompt, List.of(imageUrls), null, null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public RelightRequest withImageUrls(List<String> urls) {
        return new RelightRequest(
                prompt,
                urls,
                imageSize,
                numInferenceSteps,
                guidanceScale,
                numImages,
                enableSafetyChecker,
                outputFormat,
                negativePrompt,
                acceleration,
                loras,
                webhook,
                webhookEventsFilter);
    }
}
