package io.pixelforge.camel;

import org.apache.camel.spi.Metadata;

/** The headers of the component. */
public final class PixelForgeConstants {

    /** What the names of all its headers begin with. */
    public static final String PREFIX = "CamelPixelForge";

    @Metadata(
            label = "producer",
            description = "Input: description of the wanted picture or light; wins over the body and the option",
            javaType = "String")
    public static final String PROMPT = "CamelPixelForgePrompt";

    @Metadata(
            label = "producer",
            description = "Input: public URLs of the pictures to work from, a list or text separated by commas",
            javaType = "String or List")
    public static final String IMAGE_URLS = "CamelPixelForgeImageUrls";

    @Metadata(
            label = "producer",
            description = "Input: size of the result, a name or such as 1280x720",
            javaType = "String, Map or io.pixelforge.camel.gateway.ImageSize")
    public static final String IMAGE_SIZE = "CamelPixelForgeImageSize";

    @Metadata(label = "producer", description = "Input: number of inference steps, 1 to 150", javaType = "Integer")
    public static final String NUM_INFERENCE_STEPS = "CamelPixelForgeNumInferenceSteps";

    @Metadata(label = "producer", description = "Input: how closely to follow the prompt, 1 to 20", javaType = "Number")
    public static final String GUIDANCE_SCALE = "CamelPixelForgeGuidanceScale";

    @Metadata(label = "producer", description = "Input: how many pictures to make, 1 to 4", javaType = "Integer")
    public static final String NUM_IMAGES = "CamelPixelForgeNumImages";

    @Metadata(
            label = "producer",
            description = "Input: whether the service filters unsafe content",
            javaType = "Boolean")
    public static final String ENABLE_SAFETY_CHECKER = "CamelPixelForgeEnableSafetyChecker";

    @Metadata(label = "producer", description = "Input: format of the result, png or jpeg", javaType = "String")
    public static final String OUTPUT_FORMAT = "CamelPixelForgeOutputFormat";

    @Metadata(label = "producer", description = "Input: what to leave out of the result", javaType = "String")
    public static final String NEGATIVE_PROMPT = "CamelPixelForgeNegativePrompt";

    @Metadata(label = "producer", description = "Input: speed optimization, none or regular", javaType = "String")
    public static final String ACCELERATION = "CamelPixelForgeAcceleration";

    @Metadata(
            label = "producer",
            description = "Input: LoRA weights to apply, at most 3, as the option loras has them, or objects",
            javaType = "String or List")
    public static final String LORAS = "CamelPixelForgeLoras";

    @Metadata(
            label = "producer",
            description = "Input: an https URL that the service is to call; this component does not listen to it",
            javaType = "String")
    public static final String WEBHOOK = "CamelPixelForgeWebhook";

    @Metadata(
            label = "producer",
            description =
                    "Input: which events the service sends to the webhook: start, complete or an asterisk for all",
            javaType = "String or List")
    public static final String WEBHOOK_EVENTS_FILTER = "CamelPixelForgeWebhookEventsFilter";

    @Metadata(
            description = "The service's id of the request. Input of status and await, output of all",
            javaType = "String")
    public static final String REQUEST_ID = "CamelPixelForgeRequestId";

    @Metadata(
            description =
                    "How far the job is: QUEUED, PROCESSING, COMPLETED, FAILED, ERROR, or LOST if the gateway has long not known it",
            javaType = "String")
    public static final String STATUS = "CamelPixelForgeStatus";

    @Metadata(description = "The model that has processed the request", javaType = "String")
    public static final String MODEL_ID = "CamelPixelForgeModelId";

    @Metadata(description = "Where the first picture is", javaType = "String")
    public static final String MEDIA_URL = "CamelPixelForgeMediaUrl";

    @Metadata(description = "Where all pictures are", javaType = "List<String>")
    public static final String MEDIA_URLS = "CamelPixelForgeMediaUrls";

    @Metadata(description = "The media type that the service says, often application/octet-stream", javaType = "String")
    public static final String MEDIA_TYPE = "CamelPixelForgeMediaType";

    @Metadata(description = "Why the job ended without a picture", javaType = "String")
    public static final String ERROR = "CamelPixelForgeError";

    @Metadata(
            description = "Where the service says that its status can be asked for; never called by this component",
            javaType = "String")
    public static final String POLLING_URL = "CamelPixelForgePollingUrl";

    @Metadata(description = "When the service had created the request", javaType = "java.time.Instant")
    public static final String CREATED_AT = "CamelPixelForgeCreatedAt";

    @Metadata(description = "When the service had last changed it", javaType = "java.time.Instant")
    public static final String UPDATED_AT = "CamelPixelForgeUpdatedAt";

    @Metadata(description = "When the service had completed it", javaType = "java.time.Instant")
    public static final String COMPLETED_AT = "CamelPixelForgeCompletedAt";

    @Metadata(description = "Whether it was charged: yes, no or unknown", javaType = "String")
    public static final String CHARGED = "CamelPixelForgeCharged";

    @Metadata(label = "producer", description = "Whether an earlier submit had sent this request", javaType = "Boolean")
    public static final String DUPLICATE = "CamelPixelForgeDuplicate";

    @Metadata(description = "How the end was seen: poll, webhook or submit", javaType = "String")
    public static final String DETECTED_BY = "CamelPixelForgeDetectedBy";

    @Metadata(
            label = "consumer",
            description = "How often this end was offered before to a route that failed",
            javaType = "Integer")
    public static final String REDELIVERY_COUNTER = "CamelPixelForgeRedeliveryCounter";

    @Metadata(description = "The group of the job", javaType = "String")
    public static final String JOB_GROUP = "CamelPixelForgeJobGroup";

    @Metadata(description = "The idempotent key of the job", javaType = "String")
    public static final String IDEMPOTENT_KEY = "CamelPixelForgeIdempotentKey";

    private PixelForgeConstants() {}
}
