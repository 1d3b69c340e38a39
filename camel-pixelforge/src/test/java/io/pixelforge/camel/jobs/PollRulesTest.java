package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.JobStatus;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollRulesTest {

    private static final Instant NOW = Instant.parse("2026-05-22T13:00:00Z");
    private static final Instant OVERDUE =
            NOW.plus(TestJobs.OPTIONS.completionTimeout()).plusMillis(1);
    private static final JobStatus QUEUED = TestJobs.status("id", Status.QUEUED);
    private static final JobStatus PROCESSING = TestJobs.status("id", Status.PROCESSING);

    @Test
    void theFirstQuestionComesAfterTheDelayAndUpToAFifthMore() {
        RandomGenerator random = new SplittableRandom(1);

        List<Duration> delays = Stream.generate(() -> PollRules.firstQuestion(TestJobs.OPTIONS, NOW, false, random))
                .limit(1000)
                .map(at -> Duration.between(NOW, at))
                .toList();

        assertThat(delays).allSatisfy(d -> assertThat(d).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12)));
        assertThat(delays).anyMatch(delay -> delay.toMillis() < 10_100).anyMatch(delay -> delay.toMillis() > 11_900);
    }

    @Test
    void theIntervalStaysAsItIsWhileTheGatewayAnswers() {
        Job job = queued();
        for (int i = 0; i < 20; i++) {
            Instant asked = job.dueAt();
            job = PollRules.answered(job, i < 10 ? QUEUED : PROCESSING, asked, false);
            assertThat(job.dueAt()).isEqualTo(asked.plusSeconds(5));
        }
        assertThat(job.state()).isEqualTo(JobState.PROCESSING);
    }

    @Test
    void theIntervalGrowsByAHalfToTheMaximumAfterErrorsAndIsBackAfterOneAnswer() {
        List<Long> intervals = new ArrayList<>();
        Job job = queued();
        for (int i = 0; i < 8; i++) {
            job = PollRules.unanswered(job, failure(500, null), NOW);
            intervals.add(Duration.between(NOW, job.dueAt()).toMillis());
        }

        assertThat(intervals).containsExactly(7_500L, 11_250L, 16_875L, 25_312L, 37_968L, 56_953L, 60_000L, 60_000L);
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(PollRules.answered(job, QUEUED, NOW, false).dueAt()).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void theIntervalGrowsAfterTheTimeOutThoughTheGatewayAnswers() {
        Job onTime = PollRules.answered(queued(), PROCESSING, OVERDUE.minusMillis(1), false);
        Job late = PollRules.answered(onTime, PROCESSING, OVERDUE, false);
        Job later = PollRules.answered(late, PROCESSING, OVERDUE, false);

        assertThat(onTime.slowdown()).isZero();
        assertThat(late.dueAt()).isEqualTo(OVERDUE.plusMillis(7_500));
        assertThat(later.dueAt()).isEqualTo(OVERDUE.plusMillis(11_250));
        assertThat(later.state()).isEqualTo(JobState.PROCESSING);
    }

    @Test
    void aJobThatIsNotAnsweredForNeverStopsBeingAskedAbout() {
        Job job = queued();
        for (int i = 0; i < 10_000; i++) {
            job = PollRules.unanswered(job, failure(500, null), OVERDUE);
        }

        assertThat(job.dueAt()).isEqualTo(OVERDUE.plusSeconds(60));
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void retryAfterIsObeyedWhereItIsLongerThanTheInterval() {
        assertThat(PollRules.unanswered(queued(), failure(503, Duration.ofMinutes(2)), NOW)
                        .dueAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(2)));
        assertThat(PollRules.unanswered(queued(), failure(503, Duration.ofSeconds(1)), NOW)
                        .dueAt())
                .isEqualTo(NOW.plusMillis(7_500));
    }

    @Test
    void aJobInDoubtIsAskedAboutNoSoonerThanTheGatewayWants() {
        Job unknown = queued().change().state(JobState.UNKNOWN).done();

        assertThat(PollRules.unconfirmed(unknown, failure(503, Duration.ofMinutes(2)), NOW)
                        .dueAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(2)));
    }

    @Test
    void aJobIsLostOnlyWhenTheGatewayHasLongNotKnownIt() {
        Job missing = PollRules.unanswered(queued(), notFound(), NOW);
        Instant believed = NOW.plus(PollRules.LOST_AFTER);

        assertThat(missing.state()).isEqualTo(JobState.QUEUED);
        assertThat(PollRules.unanswered(missing, notFound(), believed.minusMillis(1))
                        .state())
                .isEqualTo(JobState.QUEUED);
        Job lost = PollRules.unanswered(missing, notFound(), believed);
        assertThat(lost.state()).isEqualTo(JobState.LOST);
        assertThat(lost.endedAt()).isEqualTo(believed);
        assertThat(lost.detectedBy()).isEqualTo(DetectedBy.POLL);
        assertThat(lost.error()).contains(NOW.toString());
    }

    @Test
    void aJobIsNotLostForAsLongAsNobodyHasAsked() {
        Job missing = PollRules.unanswered(queued(), notFound(), NOW);
        Instant restarted = NOW.plus(Duration.ofDays(1));

        Job again = PollRules.unanswered(missing, notFound(), restarted);

        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(again.missingSince()).isEqualTo(restarted);
    }

    @Test
    void aJobThatTheGatewayKnowsAgainIsAsIfItHadNeverBeenMissed() {
        Job missing = PollRules.unanswered(queued(), notFound(), NOW);
        Job known = PollRules.answered(missing, QUEUED, NOW.plusSeconds(60), false);

        Job missedAgain = PollRules.unanswered(known, notFound(), NOW.plus(PollRules.LOST_AFTER));

        assertThat(missedAgain.state()).isEqualTo(JobState.QUEUED);
        assertThat(missedAgain.missingSince()).isEqualTo(NOW.plus(PollRules.LOST_AFTER));
    }

    @Test
    void aGatewayThatIsAwayForHoursLosesNothing() {
        Job job = queued();
        for (int hour = 0; hour < 10; hour++) {
            job = PollRules.unanswered(job, failure(500, null), NOW.plus(Duration.ofHours(hour)));
        }

        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.missingSince()).isNull();
    }

    @Test
    void anEndIsDueToBeDeliveredAtOnce() {
        Job ended = PollRules.answered(queued(), TestJobs.status("id", Status.FAILED), OVERDUE, false);

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.endedAt()).isEqualTo(OVERDUE);
        assertThat(ended.dueAt()).isEqualTo(OVERDUE);
    }

    private static Job queued() {
        return TestJobs.queued(TestJobs.reserved(TestJobs.SCOPE, null, NOW), "id", NOW.plusSeconds(10));
    }

    private static PixelForgeException failure(int code, Duration retryAfter) {
        PixelForgeException failure = new GatewayException("failed", null) {
            @Override
            public Duration getRetryAfter() {
                return retryAfter;
            }
        };
        failure.setHttpResponseCode(code);
        return failure;
    }

    private static PixelForgeException notFound() {
        return failure(404, null);
    }
}
