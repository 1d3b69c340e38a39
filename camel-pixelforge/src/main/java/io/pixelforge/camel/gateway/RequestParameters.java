package io.pixelforge.camel.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes a request from loosely typed values under the service's own parameter names, and names all faults of it at
 * once. Values may be text, numbers, booleans, lists, maps or the records of this package.
 */
public final class RequestParameters {

    /** The parameters of a generate request, in the order of the service's document. */
    public static final List<String> GENERATE = List.of("prompt", "image_urls");

    /** The parameters of a relight request, in the order of the service's document. */
    public static final List<String> RELIGHT = List.of(
            "prompt",
            "image_urls",
            "image_size",
            "num_inference_steps",
            "guidance_scale",
            "num_images",
            "enable_safety_checker",
            "output_format",
            "negative_prompt",
            "acceleration",
            "loras",
            "webhook",
            "webhook_events_filter");

    private static final int GENERATE_IMAGES = 3;
    private static final int RELIGHT_IMAGES = 10;
    private static final int RELIGHT_PROMPT = 800;

    private RequestParameters() {}

    /**
     * @param  values                  what was asked for; {@code null} values count as not given
     * @param  pictures                how many pictures will be published before the call, beside those that
     *                                 {@code image_urls} names
     * @param  names                   what to call a parameter that has a fault, so that who has set it knows it again
     * @return                         the request, its {@code image_urls} without those pictures
     * @throws InvalidRequestException naming every fault
     */
    public static GenerateRequest generate(Map<String, ?> values, int pictures, UnaryOperator<String> names) {
        ParameterReader in = new ParameterReader(values, GENERATE, names);
        in.required("prompt");
        GenerateRequest request = new GenerateRequest(
                in.text("prompt", Integer.MAX_VALUE), in.imageUrls("image_urls", GENERATE_IMAGES, pictures));
        in.throwFaults("generate");
        return request;
    }

    /**
     * @param  values                  what was asked for; {@code null} values count as not given
     * @param  pictures                how many pictures will be published before the call, beside those that
     *                                 {@code image_urls} names
     * @param  names                   what to call a parameter that has a fault, so that who has set it knows it again
     * @return                         the request, its {@code image_urls} without those pictures
     * @throws InvalidRequestException naming every fault
     */
    public static RelightRequest relight(Map<String, ?> values, int pictures, UnaryOperator<String> names) {
        ParameterReader in = new ParameterReader(values, RELIGHT, names);
        in.required("prompt");
        RelightRequest request = readRelight(in, in.imageUrls("image_urls", RELIGHT_IMAGES, pictures));
        in.throwFaults("relight");
        return request;
    }

    /**
     * Checks values that are the defaults of later requests, so that nothing is required of them but to be right.
     *
     * @param  names what to call a parameter that has a fault
     * @return       every fault
     */
    public static List<String> faultsOfDefaults(
            List<String> parameters, Map<String, ?> values, UnaryOperator<String> names) {
        ParameterReader in = new ParameterReader(values, parameters, names);
        int images = parameters == GENERATE ? GENERATE_IMAGES : RELIGHT_IMAGES;
        readRelight(in, values.get("image_urls") == null ? List.of() : in.imageUrls("image_urls", images, 0));
        return in.faults();
    }

    private static RelightRequest readRelight(ParameterReader in, List<String> imageUrls) {
        return new RelightRequest(
                in.text("prompt", in.knows("image_size") ? RELIGHT_PROMPT : Integer.MAX_VALUE),
                imageUrls,
                in.imageSize("image_size"),
                in.integer("num_inference_steps", 1, 150),
                in.number("guidance_scale", 1, 20),
                in.integer("num_images", 1, 4),
                in.bool("enable_safety_checker"),
                in.word("output_format", List.of("jpeg", "png")),
                in.text("negative_prompt", Integer.MAX_VALUE),
                in.word("acceleration", List.of("none", "regular")),
                in.loras("loras", 3),
                in.httpsUrl("webhook"),
                in.words("webhook_events_filter", List.of("start", "complete", "*")));
    }
}
