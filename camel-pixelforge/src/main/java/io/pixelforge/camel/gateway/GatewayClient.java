package io.pixelforge.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/**
 * The wire: a method for each of the service's three calls. Each blocks until the answer is there, asks exactly once,
 * and either returns something that can be believed or throws a {@link PixelForgeException} that says what is known.
 */
public final class GatewayClient {

    private static final String GENERATE = "/pixelforge-image/v1/qwen_image_gen/serve_image";
    private static final String RELIGHT = "/pixelforge-relighting-api/v1/relighting/generate";
    private static final String STATUS = "/v2/requests/status/";

    private static final Duration GENERATE_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration RELIGHT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(30);

    private static final ContentType JSON = ContentType.create("application/json");

    private static final int MAX_ID_LENGTH = 200;
    private static final String PLAIN_SIGNS = "._~-";

    private final HttpClient http;
    private final URI gatewayUrl;
    private final String pathPrefix;
    private final ApiKey apiKey;
    private final Pace pace;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final CallObserver observer;
    private final RequestConfig requestConfig;

    /**
     * @param http       the configured client; must neither repeat requests nor follow redirects
     * @param gatewayUrl where the gateway is; the only place that ever gets the key
     * @param apiKey     asked at each call; what it gives is never kept, logged or said
     * @param pace       of this key at this gateway; told what the gateway says about it
     * @param timer      ends calls that take too long
     * @param clock      what HTTP dates are compared with
     * @param observer   told of each call
     */
    public GatewayClient(
            HttpClient http,
            URI gatewayUrl,
            Supplier<String> apiKey,
            Pace pace,
            ScheduledExecutorService timer,
            Clock clock,
            CallObserver observer) {
        this.http = http;
        this.gatewayUrl = gatewayUrl;
        this.pathPrefix = gatewayUrl.getRawPath().replaceFirst("/+$", "");
        this.apiKey = new ApiKey(apiKey);
        this.pace = pace;
        this.timer = timer;
        this.clock = clock;
        this.observer = observer;
        RequestConfig configured = http instanceof Configurable configurable ? configurable.getConfig() : null;
        this.requestConfig = configured == null ? RequestConfig.DEFAULT : configured;
    }

    /** How much the gateway is asked with this key. */
    public Pace pace() {
        return pace;
    }

    /** Whether the key that the gateway has last refused has been replaced since. */
    public boolean hasNewKey() {
        return apiKey.isReplaced();
    }

    /** Whether a text is what the service uses as a request id, fit to be put into a URL. */
    public static boolean isRequestId(String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_ID_LENGTH || !isAlphanumeric(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) { // asked at each call, where a pattern is dear
            if (!isAlphanumeric(text.charAt(i)) && PLAIN_SIGNS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /**
     * Makes a picture; the answer takes as long as that.
     *
     * @return {@code url}, where the picture is
     */
    public String generate(GenerateRequest request) {
        return observed("generate", () -> {
            Answer answer = post("generate", GENERATE, request, List.of(), GENERATE_TIMEOUT);
            String url = answer.text("url");
            if (url == null) {
                throw inDoubt("generate", "an answer without a url, " + answer.describe(), null, answer.code());
            }
            return new Result<>(url, answer.code());
        });
    }

    /**
     * Puts a relight job into the service's queue.
     *
     * @param callback what it is to call when the job goes on; {@code null} for nothing
     */
    public Submission relight(RelightRequest request, CallbackUrl callback) {
        List<Header> headers = callback == null
                ? List.of()
                : List.of(
                        new SecretHeader("X-Webhook-URL", callback.url()),
                        new BasicHeader("X-Webhook-Mode", callback.mode()));
        return observed("relight", () -> {
            Answer answer = post("relight", RELIGHT, request, headers, RELIGHT_TIMEOUT);
            String requestId = answer.text("request_id");
            if (!isRequestId(requestId)) {
                throw inDoubt(
                        "relight", "an answer without a usable request_id, " + answer.describe(), null, answer.code());
            }
            return new Result<>(new Submission(requestId, answer.masked("polling_url")), answer.code());
        });
    }

    /**
     * Asks how far a request is.
     *
     * @throws InvalidRequestException with {@link PixelForgeException#getHttpResponseCode()} 404 if the gateway does
     *                                 not know the id
     * @throws GatewayException        if the answer is not a clean status of this very request
     */
    public JobStatus status(String requestId) {
        if (!isRequestId(requestId)) {
            throw new InvalidRequestException("Not a request id of the service (letters, digits, and . _ ~ - only): '"
                    + Answer.clean(String.valueOf(requestId), null)
                    + "'. Use the CamelPixelForgeRequestId of a submit.");
        }
        return observed("status", () -> ask(requestId));
    }

    private record Result<T>(T value, int code) {}

    private <T> T observed(String name, Supplier<Result<T>> call) {
        Instant begin = clock.instant();
        try {
            Result<T> result = call.get();
            observer.ended(name, result.code, Duration.between(begin, clock.instant()), null);
            return result.value;
        } catch (PixelForgeException e) {
            observer.ended(name, e.getHttpResponseCode(), Duration.between(begin, clock.instant()), e);
            throw e;
        }
    }

    private Result<JobStatus> ask(String requestId) {
        String call = "status call for " + requestId;
        String key = apiKey.get();
        Answer answer;
        try {
            answer = execute(new HttpGet(gatewayUrl), STATUS + requestId, key, STATUS_TIMEOUT);
        } catch (IOException e) {
            throw about(requestId, new GatewayException("The " + call + " failed: " + reason(e, key), e), 0);
        }
        if (answer.code() == HttpStatus.SC_NOT_FOUND) {
            throw about(
                    requestId,
                    new InvalidRequestException("The gateway does not know the request " + requestId
                            + ", or not yet. Check the id, and that it was submitted with this apiKey. "
                            + answer.describe() + "."),
                    answer.code());
        }
        if (!answer.isSuccess()) {
            throw about(requestId, refusalOr(call, answer, "").orElseGet(() -> unclean(call, answer)), answer.code());
        }
        JobStatus status = clean(requestId, answer);
        if (status == null) {
            throw about(requestId, unclean(call, answer), answer.code());
        }
        return new Result<>(status, answer.code());
    }

    private Answer post(String operation, String path, ImageRequest request, List<Header> headers, Duration timeout) {
        byte[] json = Json.write(request);
        AtomicBoolean sent = new AtomicBoolean();
        HttpPost post = new HttpPost(gatewayUrl);
        post.setEntity(new EntityTemplate(json.length, JSON, null, out -> {
            sent.set(true);
            out.write(json);
        }));
        headers.forEach(post::setHeader);
        String key = apiKey.get();
        Answer answer;
        try {
            answer = execute(post, path, key, timeout);
        } catch (IOException e) {
            if (sent.get()) {
                throw inDoubt(operation, reason(e, key), e, 0);
            }
            throw new GatewayException(
                    "The " + operation + " request did not reach the gateway, nothing was charged: " + reason(e, key),
                    e);
        }
        if (answer.isSuccess()) {
            return answer;
        }
        throw about(
                null,
                refusalOr(operation + " request", answer, ", nothing was charged")
                        .orElseGet(() -> inDoubt(operation, answer.describe(), null, answer.code())),
                answer.code());
    }

    /** What a refusal means that leaves no doubt; empty for all other answers. */
    private Optional<PixelForgeException> refusalOr(String call, Answer answer, String charged) {
        String said = "The " + call + " was refused" + charged + ". " + answer.describe() + ". ";
        int code = answer.code();
        return Optional.ofNullable(
                switch (code) {
                    case 401, 403 ->
                        new AuthenticationException(said + "Check the option apiKey, or what apiKeySupplier gives.");
                    case 402 -> new InsufficientBalanceException(said + "Fill up the wallet, then send it again.");
                    case 429, 503 -> answer.isTooMany(clock) ? tooMany(said, answer) : null;
                    case 404 ->
                        new InvalidRequestException(
                                said + "Check the option gatewayUrl, whose path may be wrong, and the request.");
                    case 408, 409 -> null;
                    default ->
                        code / 100 == 4 ? new InvalidRequestException(said + "Change it, then send it again.") : null;
                });
    }

    private RateLimitException tooMany(String said, Answer answer) {
        RateLimitException e = new RateLimitException(said + "Send it again later, or less often.");
        answer.retryAfter(clock).ifPresent(e::setRetryAfter);
        return e;
    }

    private static SubmissionUnknownException inDoubt(String operation, String what, Throwable cause, int code) {
        SubmissionUnknownException e = new SubmissionUnknownException(
                "It is not known whether the " + operation + " request was accepted and charged: " + what
                        + ". It is not sent again by itself. Look it up at the service, then decide.",
                null,
                cause);
        e.setHttpResponseCode(code);
        return e;
    }

    private GatewayException unclean(String call, Answer answer) {
        return new GatewayException(
                "The " + call + " got no clean answer: " + answer.describe() + ". Ask again later.", null);
    }

    private static PixelForgeException about(String requestId, PixelForgeException e, int code) {
        e.setRequestId(requestId);
        e.setHttpResponseCode(code);
        return e;
    }

    /** A status, or {@code null} if anything about the answer is not as documented. */
    private JobStatus clean(String requestId, Answer answer) {
        Status status = status(answer);
        JsonNode output = answer.field("output");
        List<String> mediaUrls = mediaUrls(output == null ? null : output.get("media_url"));
        if (!requestId.equals(answer.text("request_id"))
                || status == null
                || mediaUrls == null
                || status == Status.COMPLETED && mediaUrls.isEmpty()) {
            return null;
        }
        String error = answer.text("error");
        return new JobStatus(
                requestId,
                status,
                answer.masked("model_id"),
                error == null ? null : answer.clean(error),
                mediaUrls,
                output == null ? null : answer.mask(Answer.text(output.get("media_type"))),
                Timestamps.parse(answer.text("created_at")),
                Timestamps.parse(answer.text("updated_at")),
                Timestamps.parse(answer.text("completed_at")));
    }

    private static Status status(Answer answer) {
        String word = answer.text("status");
        for (Status status : Status.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        return null;
    }

    private static List<String> mediaUrls(JsonNode node) {
        List<String> urls = new ArrayList<>();
        for (JsonNode item :
                node == null || node.isNull() ? List.<JsonNode>of() : node.isArray() ? node : List.of(node)) {
            String url = Answer.text(item);
            if (url == null) {
                return null;
            }
            urls.add(url);
        }
        return urls;
    }

    private Answer execute(HttpUriRequestBase request, String path, String key, Duration timeout) throws IOException {
        request.setPath(pathPrefix + path); // saves parsing the whole URL for each call
        request.setHeader("Cache-Control", "no-cache");
        request.setHeader(new SecretHeader("Ocp-Apim-Subscription-Key", key));
        Timeout configured = requestConfig.getResponseTimeout();
        Timeout limit = configured == null || configured.isDisabled() ? Timeout.of(timeout) : configured;
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(
                RequestConfig.copy(requestConfig).setResponseTimeout(limit).build());
        // the response timeout is per read, so an answer that drips in would never run into it
        Future<?> deadline = timer.schedule(request::cancel, limit.toMilliseconds(), TimeUnit.MILLISECONDS);
        int round = pace.round();
        try {
            Answer answer = http.execute(request, context, response -> Answer.read(response, key));
            if (answer.isRefusedKey()) {
                apiKey.refused(key);
            }
            if (answer.isTooMany(clock)) {
                pace.tooMany(round, answer.retryAfter(clock).orElse(null));
            } else {
                pace.answered(round);
            }
            return answer;
        } catch (IOException e) {
            if (request.isCancelled()) {
                throw new IOException("there was no whole answer within " + limit.toMilliseconds() + " ms", e);
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static String reason(IOException e, String key) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return Answer.clean(e.getClass().getSimpleName() + message, key);
    }

    /** Does not show its value where a user's interceptor logs the headers. */
    private static final class SecretHeader extends BasicHeader {

        SecretHeader(String name, String value) {
            super(name, value, true);
        }

        @Override
        public String toString() {
            return getName() + ": xxxxxx";
        }
    }
}
