package io.pixelforge.camel.soak;

import static io.pixelforge.sandbox.http.CallKind.CALLBACK;
import static io.pixelforge.sandbox.http.CallKind.MEDIA;
import static io.pixelforge.sandbox.http.CallKind.STATUS;
import static io.pixelforge.sandbox.http.CallKind.SUBMIT;

import io.pixelforge.camel.wire.SpyServer;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What others got wrong, and how each of it is provoked here. What cannot be provoked is looked at in every round instead:
 * that pending ids are the service's own and in the repository (every end has the id of the gateway's ledger), and that the
 * submitter's headers come back (they tell whose end it is). That header names are constants is for
 * {@link OutputHeadersTest}.
 */
enum SoakFault {
    LOOKED_AT_WHILE_CONSUMED(
            "a consumer takes a finished job from a shared map, so that asking for its status says FAILED"),
    ROUTE_THROWS("claim = remove before the route ran: a failing route loses a paid result"),
    ROUTE_ROLLS_BACK("claim = remove before the route ran: a rollback loses a paid result"),
    NOBODY_CONSUMES("an unbounded pending map; a time-to-live that silently drops finished results"),
    SEVERAL_PICTURES("the consumer's options used for extracting what the submitter asked for"),
    STATUS_BREAKS_OFF("a status call that throws on the network, reported as a failed job", STATUS, Fault.reset()),
    STATUS_IS_LATE("the same, by a time-out", STATUS, Fault.delay(SoakFlow.TOO_LATE)),
    STATUS_FAILS(
            "the same, by an answer that is none",
            STATUS,
            Fault.status(500),
            Fault.status(503),
            Fault.html(502),
            Fault.htmlBody(),
            Fault.halfBody(),
            Fault.cutBody(),
            Fault.emptyBody(),
            Fault.nonObjectJson(),
            Fault.hugeBody(2_000_000)),
    STATUS_REFUSES_THE_KEY("401 retried for ten minutes as \"pending\"", STATUS, Fault.status(401), Fault.status(403)),
    STATUS_KNOWS_NOTHING("404 soon after the submit taken for the end", STATUS, Fault.status(404)),
    ANOTHER_JOBS_ANSWER(
            "another job's answer taken for this one's",
            (fault, round) -> round.arm(fault, STATUS, often(Fault.anotherJobsAnswer()))),
    UNKNOWN_WORD(
            "an unknown status word taken as done",
            (fault, round) -> round.arm(
                    fault,
                    STATUS,
                    often(Fault.statusWord("DONE"), Fault.statusWord("completed"), Fault.statusWord("")))),
    WITHOUT_OUTPUT(
            "a job taken as done that has no picture yet",
            (fault, round) -> round.arm(fault, STATUS, often(Fault.withoutOutput()))),
    JOB_FAILS(
            "a failed job sent into the route with setException, so that no step of the route ever runs",
            SUBMIT,
            Fault.jobFails("Too dark for " + SoakFlow.KEY)),
    JOB_ERRORS("the same for a system error", SUBMIT, Fault.jobErrors("No machine for " + SoakFlow.KEY)),
    TIME_OUT("a time-out that hides the request id (\"we pay and lose the result\")"),
    SUBMITTED_TWICE("a submit of the same key charged again"),
    SUBMIT_BREAKS_OFF(
            "a submit that is retried after a reset: charged up to six times",
            SUBMIT,
            Fault.acceptedThenReset(),
            Fault.reset()),
    SUBMIT_IS_LATE("a submit that is retried after a read time-out", SUBMIT, Fault.delay(SoakFlow.TOO_LATE)),
    SUBMIT_FAILS(
            "a submit that is retried after an answer that is none",
            SUBMIT,
            Fault.acceptedThenStatus(500),
            Fault.acceptedThenStatus(503),
            Fault.html(502),
            Fault.htmlBody(),
            Fault.cutBody(),
            Fault.emptyBody(),
            Fault.withoutRequestId()),
    SUBMIT_IS_TOO_MANY(
            "Retry-After computed and then ignored: six calls in 0 ms",
            SUBMIT,
            Fault.status(429).header("Retry-After", SoakRound.REST_SECONDS),
            Fault.status(503).header("Retry-After", SoakRound.REST_SECONDS)),
    STATUS_IS_TOO_MANY(
            "the same for questions", STATUS, Fault.status(429).header("Retry-After", SoakRound.REST_SECONDS)),
    POLLING_URL_ELSEWHERE(
            "the API key sent to polling_url",
            SUBMIT,
            spy -> List.of(Fault.pollingUrl(spy.url("/poll?key=" + SoakFlow.KEY)))),
    MEDIA_ELSEWHERE(
            "the API key sent to a media host",
            (fault, round) ->
                    round.armForGood(STATUS, Fault.mediaUrl(round.spy().url(SoakRound.ELSEWHERE)))),
    SUBMIT_REDIRECTS("the API key sent along a redirect", SUBMIT, spy -> List.of(Fault.redirect(spy.url("/submit")))),
    STATUS_REDIRECTS("the same of a question", STATUS, spy -> List.of(Fault.redirect(spy.url("/status")))),
    MEDIA_REDIRECT("the same of a download", MEDIA, spy -> List.of(Fault.redirect(spy.url(SoakRound.ELSEWHERE)))),
    MEDIA_FAILS(
            "a paid result lost with its download",
            MEDIA,
            Fault.status(404),
            Fault.cutBody(),
            Fault.acceptedThenReset()),
    MANY_PENDING("all pending jobs polled at once on every tick; a blocked thread per job"),
    CALLBACK_DOUBLED("dedup of webhooks that reads first and writes later", CALLBACK, Fault.doubled()),
    CALLBACK_LOST("a result that only a callback would have told", CALLBACK, Fault.lost()),
    CALLBACK_WRONG("a callback believed", CALLBACK, Fault.statusWord("FAILED"), Fault.anotherJobsAnswer()),
    CALLBACK_FORGED("an unsigned callback believed"),
    NO_BALANCE("402 retried, hiding the real billing error", SUBMIT, Fault.insufficientBalance()),
    SUBMIT_REFUSED(
            "a refusal that keeps the key from being sent again, or says the API key",
            SUBMIT,
            Fault.status(400).body("{\"error\":\"Bad\",\"message\":\"" + SoakFlow.KEY + "\"}"),
            Fault.status(401).body("{\"error\":\"Bad key " + SoakFlow.KEY + "\"}"),
            Fault.status(404));

    /** In the words of the list, or what follows from them. */
    final String wrong;

    private final BiConsumer<SoakFault, SoakRound> play;

    /** For those that are in the orders, or that the operator plays. */
    SoakFault(String wrong) {
        this(wrong, (fault, round) -> {});
    }

    SoakFault(String wrong, BiConsumer<SoakFault, SoakRound> play) {
        this.wrong = wrong;
        this.play = play;
    }

    SoakFault(String wrong, CallKind kind, Fault... faults) {
        this(wrong, kind, spy -> List.of(faults));
    }

    SoakFault(String wrong, CallKind kind, Function<SpyServer, List<Fault>> faults) {
        this(wrong, (fault, round) -> round.arm(fault, kind, faults.apply(round.spy())));
    }

    /** So often that each job would have ended by one of them: those before its end could not show it. */
    private static List<Fault> often(Fault... faults) {
        return Stream.generate(() -> List.of(faults))
                .limit(60 / faults.length)
                .flatMap(List::stream)
                .toList();
    }

    void play(SoakRound round) {
        play.accept(this, round);
    }
}
