package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.images.ImagePublisher;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.SubmitOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of an endpoint; those of the component are the defaults of its endpoints. */
@UriParams
public class PixelForgeConfiguration implements Cloneable {

    static final String DEFAULT_GATEWAY_URL = "https://gateway.pixazo.ai";
    static final String DEFAULT_WEBHOOK_PATH = "/pixelforge/callback";

    /** What to do with a submit when its group has as many jobs as it may. */
    public enum WhenFull {
        wait,
        reject
    }

    /** What the service calls back about. */
    public enum WebhookMode {
        terminal,
        sync
    }

    /** What to do with a key whose earlier POST is in doubt. */
    public enum OnUnknown {
        fail,
        resubmit
    }

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The subscription key, sent as Ocp-Apim-Subscription-Key to the origin of gatewayUrl only. Required, unless there is an apiKeySupplier.")
    private String apiKey;

    @UriParam(
            label = "security",
            description =
                    "Gives the subscription key, instead of apiKey. It is asked at each call, so that a key can be replaced while jobs are pending; it must answer at once, from memory.")
    private Supplier<String> apiKeySupplier;

    @UriParam(
            defaultValue = DEFAULT_GATEWAY_URL,
            description = "Where the gateway is: https, or http on a loopback address.")
    private String gatewayUrl = DEFAULT_GATEWAY_URL;

    @UriParam(
            label = "producer",
            description =
                    "Description of the wanted picture or light, at most 800 characters for relight. In the service: prompt.")
    private String prompt;

    @UriParam(
            label = "producer",
            description =
                    "Public URLs of the pictures to work from, 1 to 10 for relight and 1 to 3 for generate, separated by commas. In the service: image_urls.")
    private String imageUrls;

    @UriParam(
            label = "producer",
            description =
                    "Size of the result: square_hd, square, portrait_4_3, portrait_16_9, landscape_4_3, landscape_16_9, or width and height in pixels such as 1280x720. The service's default is square_hd. In the service: image_size.")
    private String imageSize;

    @UriParam(
            label = "producer",
            description =
                    "Number of inference steps, 1 to 150; higher is better and slower. The service's default is 50. In the service: num_inference_steps.")
    private Integer numInferenceSteps;

    @UriParam(
            label = "producer",
            description =
                    "How closely to follow the prompt, 1 to 20. The service's default is 4. In the service: guidance_scale.")
    private Double guidanceScale;

    @UriParam(
            label = "producer",
            description = "How many pictures to make, 1 to 4. The service's default is 1. In the service: num_images.")
    private Integer numImages;

    @UriParam(
            label = "producer",
            description =
                    "Whether the service filters unsafe content. The service's default is true. In the service: enable_safety_checker.")
    private Boolean enableSafetyChecker;

    @UriParam(
            label = "producer",
            enums = "png,jpeg",
            description = "Format of the result. The service's default is png. In the service: output_format.")
    private String outputFormat;

    @UriParam(label = "producer", description = "What to leave out of the result. In the service: negative_prompt.")
    private String negativePrompt;

    @UriParam(
            label = "producer",
            enums = "none,regular",
            description = "Speed optimization. The service's default is regular. In the service: acceleration.")
    private String acceleration;

    @UriParam(
            label = "producer",
            description =
                    "LoRA weights to apply, at most 3, separated by commas, each a path, or a path, an at sign and a scale from 0 to 2. In the service: loras.")
    private String loras;

    @UriParam(
            label = "producer,advanced",
            description =
                    "An https URL that the service is to call for users whose callbacks go elsewhere; this component does not listen to it. In the service: webhook.")
    private String webhook;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Which events the service sends to webhook: start, complete or an asterisk for all, separated by commas. In the service: webhook_events_filter.")
    private String webhookEventsFilter;

    @UriParam(
            label = "producer",
            description =
                    "The request that the operations status and await are about. If not set, the header CamelPixelForgeRequestId or the body names it.")
    private String requestId;

    @UriParam(
            label = "producer",
            description =
                    "A Simple expression for the key under which a request is paid once. Unique within jobGroup and operation; a value that is null or blank is an error.")
    private String idempotentKey;

    @UriParam(
            label = "producer",
            defaultValue = "fail",
            description =
                    "What to do with an idempotentKey whose earlier POST is in doubt: fail, or resubmit it at the risk of paying twice.")
    private OnUnknown onUnknown = OnUnknown.fail;

    @UriParam(
            defaultValue = "default",
            description = "Which consumer a job belongs to. A tenant is a group: one gateway and one apiKey each.")
    private String jobGroup = "default";

    @Metadata(autowired = true)
    @UriParam(
            label = "advanced",
            description = "Where jobs live. By default in memory, shared by all endpoints of the component.")
    private JobRepository jobRepository;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether the exchange goes on only when its job has ended. No thread waits meanwhile.")
    private boolean awaitCompletion;

    @UriParam(
            label = "producer",
            defaultValue = "30m",
            javaType = "java.time.Duration",
            description =
                    "How long to wait for the end of a job. After that the exchange fails with CompletionTimeoutException, and the job goes on and stays known.")
    private long completionTimeout = 30 * 60 * 1000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "From the submit to the first status call, plus 0 to 20 percent.")
    private long initialPollDelay = 5000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "Between two status calls for a job.")
    private long pollInterval = 5000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "What pollInterval grows to after errors or the completionTimeout.")
    private long maxPollInterval = 60000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "7d",
            javaType = "java.time.Duration",
            description = "How long an ended job answers for its idempotentKey.")
    private long retention = 7 * 24 * 60 * 60 * 1000L;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "scalars",
            description =
                    "Which headers of the submitting exchange come back with the end of the job: scalars for all text, numbers, booleans, times and small byte arrays; none; or names and wildcards separated by commas. Never those of this component and of HTTP content, Authorization, cookies, keys and tokens; always traceparent and tracestate.")
    private String saveHeaders = SavedHeaders.SCALARS;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether a job that ended badly is an exception. Otherwise the exchange goes on with the job as its body.")
    private boolean throwExceptionOnFailure = true;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether to emit also when the service begins to process a job. Such an exchange is a courtesy: it is not repeated if its route fails.")
    private boolean includeProgress;

    @UriParam(
            defaultValue = "false",
            description =
                    "Whether the body of a completed job is its picture instead of the job: a stream, or a list of them if numImages is more than 1.")
    private boolean download;

    @UriParam(
            label = "advanced",
            defaultValue = "67108864",
            description = "The longest picture that is downloaded, in bytes.")
    private long maxDownloadSize = 64 * 1024 * 1024;

    @UriParam(
            label = "security",
            description =
                    "Hosts, or host:port, separated by commas, that pictures may be downloaded from whatever their scheme and address. By default https on public addresses, and this machine if gatewayUrl is on it.")
    private String mediaHosts;

    @UriParam(
            label = "consumer",
            defaultValue = "-1",
            description =
                    "How often the end of a job is offered again to a route that fails, before it is parked. Without end if negative.")
    private int maximumRedeliveries = -1;

    @UriParam(
            label = "consumer",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description =
                    "Until the end of a job is offered again to a route that failed, doubled each time up to 5 minutes.")
    private long redeliveryDelay = 5000;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description =
                    "How many exchanges the consumer has in hand at once. One that is handed on, to seda for example, is in hand until it ends.")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "0",
            description = "How many jobs the consumer takes at one poll at most; 0 for as many as there are.")
    private int maxMessagesPerPoll;

    @UriParam(
            label = "advanced",
            defaultValue = "32",
            description =
                    "How many calls to the gateway may be in flight at once, one number for all endpoints together. generate gets at most half of them.")
    private int maxConcurrentRequests = CallQueue.DEFAULT_CONCURRENT;

    @UriParam(
            label = "advanced",
            description =
                    "How many calls to the gateway may begin in a second, one number for all endpoints together; 0 for any number.")
    private double maxRequestsPerSecond;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "How many jobs of the group, all nodes on its repository together, may not have ended when another one is submitted; 0 for any number.")
    private int maxInFlight;

    @UriParam(
            label = "producer",
            defaultValue = "wait",
            description =
                    "What a submit does when there are maxInFlight jobs: wait, without a thread and first come first served, or reject.")
    private WhenFull whenFull = WhenFull.wait;

    @UriParam(
            label = "producer,advanced",
            description = "Makes pictures in the body public before a job is sent, since the service takes URLs.")
    private ImagePublisher imagePublisher;

    @UriParam(
            label = "producer",
            description =
                    "A Camel endpoint that is sent each picture in the body and answers with its public URL. Excludes an imagePublisher.")
    private String publishUri;

    @UriParam(
            label = "webhook",
            description =
                    "The https URL under which this HTTP server is reached from outside, without the path that it serves; http on a loopback address. The service then calls back when a job ends, at webhookPath and a secret of the job. Needs an HTTP server, such as platform-http.")
    private String webhookExternalUrl;

    @UriParam(
            label = "webhook",
            defaultValue = DEFAULT_WEBHOOK_PATH,
            description = "The path that is served for callbacks, below the context path of the server.")
    private String webhookPath = DEFAULT_WEBHOOK_PATH;

    @UriParam(
            label = "webhook",
            defaultValue = "terminal",
            description =
                    "What the service calls back about: terminal for the end of a job, sync for its progress as well.")
    private WebhookMode webhookMode = WebhookMode.terminal;

    @UriParam(
            label = "webhook",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description =
                    "Between questions about a job whose callback has not come, instead of initialPollDelay and pollInterval. Those hold again while no callbacks arrive at all.")
    private long webhookFallbackInterval = 60_000;

    @UriParam(label = "security", description = "TLS settings for the gateway and for downloads.")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "advanced",
            prefix = "http.",
            multiValue = true,
            description =
                    "Options that configure the HTTP client, as those of Camel's HTTP component: proxy, authentication, time-outs, pool, those with the prefix httpClient, httpClientConfigurer. Any other is an error. On an endpoint as http.NAME, on the component as httpOptions.NAME.")
    private Map<String, Object> httpOptions = new HashMap<>();

    /** A copy that can be changed by itself. */
    public PixelForgeConfiguration copy() {
        try {
            PixelForgeConfiguration copy = (PixelForgeConfiguration) clone();
            copy.httpOptions = new HashMap<>(httpOptions);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** What is stored with a job for which this many pictures were asked for. */
    SubmitOptions submitOptions(int images) {
        return new SubmitOptions(
                Duration.ofMillis(initialPollDelay),
                Duration.ofMillis(pollInterval),
                Duration.ofMillis(maxPollInterval),
                Duration.ofMillis(completionTimeout),
                Duration.ofMillis(retention),
                images,
                webhookExternalUrl == null ? null : Duration.ofMillis(webhookFallbackInterval));
    }

    /** The service's parameters that are set, under the service's names. */
    Map<String, Object> requestParameters() {
        Map<String, Object> values = new HashMap<>();
        values.put("prompt", prompt);
        values.put("image_urls", imageUrls);
        values.put("image_size", imageSize);
        values.put("num_inference_steps", numInferenceSteps);
        values.put("guidance_scale", guidanceScale);
        values.put("num_images", numImages);
        values.put("enable_safety_checker", enableSafetyChecker);
        values.put("output_format", outputFormat);
        values.put("negative_prompt", negativePrompt);
        values.put("acceleration", acceleration);
        values.put("loras", loras);
        values.put("webhook", webhook);
        values.put("webhook_events_filter", webhookEventsFilter);
        values.values().removeIf(Objects::isNull);
        return values;
    }

    /** What the calls of an endpoint ask for the key. */
    Supplier<String> currentKey() {
        return apiKeySupplier == null ? this::getApiKey : apiKeySupplier;
    }

    /** What two endpoints have in common that use the same key, now and later. */
    Object keySource() {
        return apiKeySupplier == null ? apiKey : apiKeySupplier;
    }

    public Supplier<String> getApiKeySupplier() {
        return apiKeySupplier;
    }

    public void setApiKeySupplier(Supplier<String> apiKeySupplier) {
        this.apiKeySupplier = apiKeySupplier;
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getGatewayUrl() {
        return gatewayUrl;
    }

    public void setGatewayUrl(String gatewayUrl) {
        this.gatewayUrl = gatewayUrl;
    }

    public String getPrompt() {
        return prompt;
    }

    public void setPrompt(String prompt) {
        this.prompt = prompt;
    }

    public String getImageUrls() {
        return imageUrls;
    }

    public void setImageUrls(String imageUrls) {
        this.imageUrls = imageUrls;
    }

    public String getImageSize() {
        return imageSize;
    }

    public void setImageSize(String imageSize) {
        this.imageSize = imageSize;
    }

    public Integer getNumInferenceSteps() {
        return numInferenceSteps;
    }

    public void setNumInferenceSteps(Integer numInferenceSteps) {
        this.numInferenceSteps = numInferenceSteps;
    }

    public Double getGuidanceScale() {
        return guidanceScale;
    }

    public void setGuidanceScale(Double guidanceScale) {
        this.guidanceScale = guidanceScale;
    }

    public Integer getNumImages() {
        return numImages;
    }

    public void setNumImages(Integer numImages) {
        this.numImages = numImages;
    }

    public Boolean getEnableSafetyChecker() {
        return enableSafetyChecker;
    }

    public void setEnableSafetyChecker(Boolean enableSafetyChecker) {
        this.enableSafetyChecker = enableSafetyChecker;
    }

    public String getOutputFormat() {
        return outputFormat;
    }

    public void setOutputFormat(String outputFormat) {
        this.outputFormat = outputFormat;
    }

    public String getNegativePrompt() {
        return negativePrompt;
    }

    public void setNegativePrompt(String negativePrompt) {
        this.negativePrompt = negativePrompt;
    }

    public String getAcceleration() {
        return acceleration;
    }

    public void setAcceleration(String acceleration) {
        this.acceleration = acceleration;
    }

    public String getLoras() {
        return loras;
    }

    public void setLoras(String loras) {
        this.loras = loras;
    }

    public String getWebhook() {
        return webhook;
    }

    public void setWebhook(String webhook) {
        this.webhook = webhook;
    }

    public String getWebhookEventsFilter() {
        return webhookEventsFilter;
    }

    public void setWebhookEventsFilter(String webhookEventsFilter) {
        this.webhookEventsFilter = webhookEventsFilter;
    }

    public String getRequestId() {
        return requestId;
    }

    public void setRequestId(String requestId) {
        this.requestId = requestId;
    }

    public String getIdempotentKey() {
        return idempotentKey;
    }

    public void setIdempotentKey(String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public OnUnknown getOnUnknown() {
        return onUnknown;
    }

    public void setOnUnknown(OnUnknown onUnknown) {
        this.onUnknown = onUnknown;
    }

    public String getJobGroup() {
        return jobGroup;
    }

    public void setJobGroup(String jobGroup) {
        this.jobGroup = jobGroup;
    }

    public JobRepository getJobRepository() {
        return jobRepository;
    }

    public void setJobRepository(JobRepository jobRepository) {
        this.jobRepository = jobRepository;
    }

    public boolean isAwaitCompletion() {
        return awaitCompletion;
    }

    public void setAwaitCompletion(boolean awaitCompletion) {
        this.awaitCompletion = awaitCompletion;
    }

    public long getCompletionTimeout() {
        return completionTimeout;
    }

    public void setCompletionTimeout(long completionTimeout) {
        this.completionTimeout = completionTimeout;
    }

    public long getInitialPollDelay() {
        return initialPollDelay;
    }

    public void setInitialPollDelay(long initialPollDelay) {
        this.initialPollDelay = initialPollDelay;
    }

    public long getPollInterval() {
        return pollInterval;
    }

    public void setPollInterval(long pollInterval) {
        this.pollInterval = pollInterval;
    }

    public long getMaxPollInterval() {
        return maxPollInterval;
    }

    public void setMaxPollInterval(long maxPollInterval) {
        this.maxPollInterval = maxPollInterval;
    }

    public long getRetention() {
        return retention;
    }

    public void setRetention(long retention) {
        this.retention = retention;
    }

    public String getSaveHeaders() {
        return saveHeaders;
    }

    public void setSaveHeaders(String saveHeaders) {
        this.saveHeaders = saveHeaders;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }

    public boolean isIncludeProgress() {
        return includeProgress;
    }

    public void setIncludeProgress(boolean includeProgress) {
        this.includeProgress = includeProgress;
    }

    public boolean isDownload() {
        return download;
    }

    public void setDownload(boolean download) {
        this.download = download;
    }

    public long getMaxDownloadSize() {
        return maxDownloadSize;
    }

    public void setMaxDownloadSize(long maxDownloadSize) {
        this.maxDownloadSize = maxDownloadSize;
    }

    public String getMediaHosts() {
        return mediaHosts;
    }

    public void setMediaHosts(String mediaHosts) {
        this.mediaHosts = mediaHosts;
    }

    public int getMaximumRedeliveries() {
        return maximumRedeliveries;
    }

    public void setMaximumRedeliveries(int maximumRedeliveries) {
        this.maximumRedeliveries = maximumRedeliveries;
    }

    public long getRedeliveryDelay() {
        return redeliveryDelay;
    }

    public void setRedeliveryDelay(long redeliveryDelay) {
        this.redeliveryDelay = redeliveryDelay;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public int getMaxConcurrentRequests() {
        return maxConcurrentRequests;
    }

    public void setMaxConcurrentRequests(int maxConcurrentRequests) {
        this.maxConcurrentRequests = maxConcurrentRequests;
    }

    public double getMaxRequestsPerSecond() {
        return maxRequestsPerSecond;
    }

    public void setMaxRequestsPerSecond(double maxRequestsPerSecond) {
        this.maxRequestsPerSecond = maxRequestsPerSecond;
    }

    public ImagePublisher getImagePublisher() {
        return imagePublisher;
    }

    public void setImagePublisher(ImagePublisher imagePublisher) {
        this.imagePublisher = imagePublisher;
    }

    public String getPublishUri() {
        return publishUri;
    }

    public void setPublishUri(String publishUri) {
        this.publishUri = publishUri;
    }

    public String getWebhookExternalUrl() {
        return webhookExternalUrl;
    }

    public void setWebhookExternalUrl(String webhookExternalUrl) {
        this.webhookExternalUrl = webhookExternalUrl;
    }

    public String getWebhookPath() {
        return webhookPath;
    }

    public void setWebhookPath(String webhookPath) {
        this.webhookPath = webhookPath;
    }

    public WebhookMode getWebhookMode() {
        return webhookMode;
    }

    public void setWebhookMode(WebhookMode webhookMode) {
        this.webhookMode = webhookMode;
    }

    public long getWebhookFallbackInterval() {
        return webhookFallbackInterval;
    }

    public void setWebhookFallbackInterval(long webhookFallbackInterval) {
        this.webhookFallbackInterval = webhookFallbackInterval;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Map<String, Object> getHttpOptions() {
        return httpOptions;
    }

    public void setHttpOptions(Map<String, Object> httpOptions) {
        this.httpOptions = httpOptions;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public WhenFull getWhenFull() {
        return whenFull;
    }

    public void setWhenFull(WhenFull whenFull) {
        this.whenFull = whenFull;
    }
}
