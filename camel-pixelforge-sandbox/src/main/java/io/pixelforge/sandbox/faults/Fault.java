package io.pixelforge.sandbox.faults;

import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.jobs.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong with one call. A fault either comes <em>instead</em> of the call, which then has no effect: no
 * job, no charge; or <em>after</em> it, so that the effect is there and only the answer is bad. Each says which it is.
 * Faults are values: the methods that add to one give a new one.
 */
public final class Fault {

    /** What an HTTP proxy says when it is unhappy. */
    private static final String HTML = "<html><head><title>502 Bad Gateway</title></head>"
            + "<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";

    private final String words;
    private final boolean takesEffect;
    private final Outcome outcome;
    private final UnaryOperator<Answer> change;
    private final int copies;

    private Fault(String words, boolean takesEffect, Outcome outcome, UnaryOperator<Answer> change) {
        this(words, takesEffect, outcome, change, 1);
    }

    private Fault(String words, boolean takesEffect, Outcome outcome, UnaryOperator<Answer> change, int copies) {
        this.words = words;
        this.takesEffect = takesEffect;
        this.outcome = outcome;
        this.change = change;
        this.copies = copies;
    }

    private static Fault instead(String words, Answer answer) {
        return new Fault(words, false, null, ignored -> answer);
    }

    private static Fault after(String words, UnaryOperator<Answer> change) {
        return new Fault(words, true, null, change);
    }

    /** Instead: this status, with a body in the document's error shape. */
    public static Fault status(int status) {
        return instead(
                "status " + status, Answer.error(status, "Sandbox", "The sandbox was asked to answer " + status));
    }

    /** Instead: 402 with the document's body. */
    public static Fault insufficientBalance() {
        return instead(
                "insufficient_balance",
                Answer.error(402, "Insufficient Balance", "Your wallet does not have enough balance."));
    }

    /** Instead: this status with an HTML page, as a proxy sends it. */
    public static Fault html(int status) {
        return instead("html " + status, Answer.text(status, "text/html", HTML));
    }

    /** Instead: a 302 to that place. */
    public static Fault redirect(String location) {
        return instead("redirect " + location, Answer.empty(302).header("Location", location));
    }

    /** Instead: the connection is reset; the gateway never knew of the call. */
    public static Fault reset() {
        return instead("reset", Answer.reset());
    }

    /** After: the connection is reset; a job is made and charged, its answer is lost. */
    public static Fault acceptedThenReset() {
        return after("accepted_then_reset", answer -> Answer.reset());
    }

    /** After: the job is made and charged, and the answer is this status. */
    public static Fault acceptedThenStatus(int status) {
        return after(
                "accepted_then_status " + status,
                answer -> Answer.error(
                        status, "Sandbox", "The sandbox did as it was told and was asked to answer " + status));
    }

    /** After: the right answer, held back so long; a client that gives up has paid. */
    public static Fault delay(Duration delay) {
        return after("delay " + text(delay), answer -> answer.later(delay));
    }

    /** After: the first half of the right body, as if that were all: JSON or a picture that ends too early. */
    public static Fault halfBody() {
        return after("half_body", Mangling::half);
    }

    /** After: half of the body, then the connection is closed, though the length promised the whole. */
    public static Fault cutBody() {
        return after("cut_body", Mangling::cut);
    }

    /** After: the whole body, then the connection is closed, though the length promised more. */
    public static Fault wrongLength() {
        return after("wrong_length", Mangling::wrongLength);
    }

    /** After: the right body in chunks, without a length. */
    public static Fault noLength() {
        return after("no_length", answer -> answer.over(Answer.Wire.CHUNKED));
    }

    /** After: the right answer, its body in ten pieces spread over so long, as from a line that is slow or stands still. */
    public static Fault drip(Duration time) {
        return after("drip " + text(time), answer -> answer.dripping(time));
    }

    /** After: the right body under another {@code Content-Type}. */
    public static Fault contentType(String type) {
        return after("content_type " + type, answer -> answer.header("Content-Type", type));
    }

    /** After: the right status with this text as its body, which may be an HTML page, {@code []}, or nothing. */
    public static Fault bodyText(String body) {
        return body("body_text " + body, body);
    }

    private static Fault body(String words, String body) {
        return after(words, answer -> answer.body(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** After: the right status with an HTML page. */
    public static Fault htmlBody() {
        return after("html_body", answer -> Answer.text(answer.status(), "text/html", HTML));
    }

    /** After: the right status with an empty body. */
    public static Fault emptyBody() {
        return body("empty_body", "");
    }

    /** After: the right status with JSON that is a list. */
    public static Fault nonObjectJson() {
        return body("non_object_json", "[\"not an object\"]");
    }

    /** After: the right JSON behind so many bytes of blanks. */
    public static Fault hugeBody(int bytes) {
        return after("huge_body " + bytes, answer -> Mangling.huge(answer, bytes));
    }

    /** After: the right answer, but with the request id of another job everywhere. */
    public static Fault anotherJobsAnswer() {
        return after("another_jobs_answer", Mangling::anotherJob);
    }

    /** After: the right answer, but with this word as its status. */
    public static Fault statusWord(String word) {
        return after("status_word " + word, answer -> Mangling.edit(answer, body -> body.put("status", word)));
    }

    /** After: the right answer without its {@code request_id}. */
    public static Fault withoutRequestId() {
        return after("without_request_id", answer -> Mangling.edit(answer, body -> body.remove("request_id")));
    }

    /** After: the right answer with {@code "output": null}. */
    public static Fault withoutOutput() {
        return after("without_output", answer -> Mangling.edit(answer, body -> body.putNull("output")));
    }

    /** After: the right answer to a submit, but with this as its {@code polling_url}. */
    public static Fault pollingUrl(String url) {
        return after("polling_url " + url, answer -> Mangling.edit(answer, body -> body.put("polling_url", url)));
    }

    /** After: the right answer, but with all its media at this URL; one that has no media stays as it is. */
    public static Fault mediaUrl(String url) {
        return after("media_url " + url, answer -> Mangling.media(answer, url));
    }

    /** On a submit: the job is accepted, and will end {@code FAILED} with that error; it is charged. */
    public static Fault jobFails(String error) {
        return new Fault("job_fails " + error, true, Outcome.failed(error), UnaryOperator.identity());
    }

    /** On a submit: the job is accepted, and will end in {@code ERROR} with that error; it is not charged. */
    public static Fault jobErrors(String error) {
        return new Fault("job_errors " + error, true, Outcome.error(error), UnaryOperator.identity());
    }

    /** On a callback: it is never sent. */
    public static Fault lost() {
        return after("lost", UnaryOperator.identity()).sent(0);
    }

    /** On a callback: it is sent twice. */
    public static Fault doubled() {
        return after("doubled", UnaryOperator.identity()).sent(2);
    }

    private Fault sent(int times) {
        return new Fault(words, takesEffect, outcome, change, times);
    }

    /** The same with one more header. */
    public Fault header(String name, String value) {
        return and(name + ": " + value, answer -> answer.header(name, value));
    }

    /** The same with this body. */
    public Fault body(String body) {
        return and("body " + body, answer -> answer.body(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same with {@code Retry-After} in seconds. */
    public Fault retryAfter(long seconds) {
        return header("Retry-After", String.valueOf(seconds));
    }

    /** The same with {@code Retry-After} as an HTTP date. */
    public Fault retryAfter(Instant time) {
        return header("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
    }

    /** The same with {@code retry_after} in seconds in its JSON body. */
    public Fault retryAfterInBody(long seconds) {
        return and(
                "retry_after in the body: " + seconds,
                answer -> Mangling.edit(answer, body -> body.put("retry_after", seconds)));
    }

    /** The same, held back so long. */
    public Fault delayed(Duration delay) {
        return and("delayed " + text(delay), answer -> answer.later(delay));
    }

    private Fault and(String more, UnaryOperator<Answer> moreChange) {
        return new Fault(
                words + ", " + more, takesEffect, outcome, answer -> moreChange.apply(change.apply(answer)), copies);
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    /** Whether the call is carried out in spite of it. */
    public boolean takesEffect() {
        return takesEffect;
    }

    /** How a submitted job is made to end, if this says so. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** How often a callback is sent. */
    public int copies() {
        return copies;
    }

    /** Makes the bad answer of the right one; one that comes instead takes any. */
    public Answer spoil(Answer right) {
        return change.apply(right);
    }

    /** What it is, in the words of {@link FaultJson}: {@code status 429, Retry-After: 1}. */
    @Override
    public String toString() {
        return words;
    }
}
