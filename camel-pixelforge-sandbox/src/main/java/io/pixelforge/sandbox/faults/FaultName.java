package io.pixelforge.sandbox.faults;

import io.pixelforge.sandbox.http.CallKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The faults under the names that they have in JSON: the factory methods of {@link Fault}, one each. */
public enum FaultName {
    STATUS("instead, this HTTP status", "status", "503", json -> Fault.status(json.number("status"))),
    INSUFFICIENT_BALANCE("instead, 402 in the document's words", json -> Fault.insufficientBalance()),
    HTML("instead, this status with an HTML page", "status", "502", json -> Fault.html(json.number("status"))),
    REDIRECT(
            "instead, a 302 to there",
            "location",
            "https://example.com/",
            json -> Fault.redirect(json.text("location"))),
    RESET("instead, a broken connection", json -> Fault.reset()),
    ACCEPTED_THEN_RESET("done, then the connection breaks", json -> Fault.acceptedThenReset()),
    ACCEPTED_THEN_STATUS(
            "done, then this HTTP status", "status", "500", json -> Fault.acceptedThenStatus(json.number("status"))),
    DELAY("the right answer, so much later", "delay", "10s", json -> Fault.delay(json.duration("delay"))),
    HALF_BODY("half of the body, as if it were all", json -> Fault.halfBody()),
    CUT_BODY("half of the body, then the connection closes", json -> Fault.cutBody()),
    WRONG_LENGTH("the whole body, but a length that promised more", json -> Fault.wrongLength()),
    NO_LENGTH("the right body in chunks, without a length", json -> Fault.noLength()),
    DRIP("the right body, drop by drop over this time", "delay", "10s", json -> Fault.drip(json.duration("delay"))),
    CONTENT_TYPE(
            "the right body under another content type",
            "content_type",
            "text/html",
            json -> Fault.contentType(json.text("content_type"))),
    BODY_TEXT("the right status with this body", "body", "OK", json -> Fault.bodyText(json.text("body"))),
    HTML_BODY("the right status with an HTML page", json -> Fault.htmlBody()),
    EMPTY_BODY("the right status without a body", json -> Fault.emptyBody()),
    NON_OBJECT_JSON("the right status with a JSON list", json -> Fault.nonObjectJson()),
    HUGE_BODY(
            "the right JSON behind so many blank bytes",
            "bytes",
            "10000000",
            json -> Fault.hugeBody(json.number("bytes"))),
    ANOTHER_JOBS_ANSWER("the right answer with another job's id", json -> Fault.anotherJobsAnswer()),
    STATUS_WORD(
            "the right answer with this word as its status",
            "word",
            "DONE",
            json -> Fault.statusWord(json.text("word"))),
    WITHOUT_REQUEST_ID("the right answer without its request id", json -> Fault.withoutRequestId()),
    WITHOUT_OUTPUT("the right answer without its output", json -> Fault.withoutOutput()),
    POLLING_URL(
            CallKind.SUBMIT,
            "the right answer with this as its polling_url",
            "url",
            "https://example.com/",
            json -> Fault.pollingUrl(json.text("url"))),
    MEDIA_URL(
            CallKind.STATUS,
            "the right answer with its media at this URL",
            "url",
            "https://example.com/",
            json -> Fault.mediaUrl(json.text("url"))),
    JOB_FAILS(
            CallKind.SUBMIT,
            "the job will end FAILED, charged",
            "error",
            "The picture is too dark",
            json -> Fault.jobFails(json.text("error"))),
    JOB_ERRORS(
            CallKind.SUBMIT,
            "the job will end in ERROR, not charged",
            "error",
            "No machine was free",
            json -> Fault.jobErrors(json.text("error"))),
    LOST(CallKind.CALLBACK, "the callback is never sent", json -> Fault.lost()),
    DOUBLED(CallKind.CALLBACK, "the callback is sent twice", json -> Fault.doubled());

    private final CallKind only;
    private final String meaning;
    private final String parameter;
    private final String example;
    private final Function<FaultJson, Fault> maker;

    FaultName(String meaning, Function<FaultJson, Fault> maker) {
        this(null, meaning, null, null, maker);
    }

    FaultName(CallKind only, String meaning, Function<FaultJson, Fault> maker) {
        this(only, meaning, null, null, maker);
    }

    FaultName(String meaning, String parameter, String example, Function<FaultJson, Fault> maker) {
        this(null, meaning, parameter, example, maker);
    }

    FaultName(CallKind only, String meaning, String parameter, String example, Function<FaultJson, Fault> maker) {
        this.only = only;
        this.meaning = meaning;
        this.parameter = parameter;
        this.example = example;
        this.maker = maker;
    }

    /**
     * The fault with that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    static FaultName of(String word) {
        return Arrays.stream(values())
                .filter(name -> name.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no fault " + word));
    }

    /** Its name in JSON, such as {@code accepted_then_reset}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The only call that it makes sense on, if there is only one. */
    public Optional<CallKind> only() {
        return Optional.ofNullable(only);
    }

    /** What a client gets to see. */
    public String meaning() {
        return meaning;
    }

    /** The field of its argument, if it has one. */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    /** A value for its argument, if it has one. */
    public Optional<String> example() {
        return Optional.ofNullable(example);
    }

    Fault make(FaultJson json) {
        return maker.apply(json);
    }
}
