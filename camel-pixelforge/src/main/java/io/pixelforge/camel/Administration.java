package io.pixelforge.camel;

import io.pixelforge.camel.jobs.GatewayState;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobControl;
import io.pixelforge.camel.jobs.JobCounts;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators see and do of all jobs that a component works on, whatever they do it with. */
final class Administration {

    /** How many jobs are listed at most. */
    static final int MAX_LIMIT = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Administration.class);

    private final Engine engine;

    Administration(Engine engine) {
        this.engine = engine;
    }

    /**
     * A group of which this node has endpoints.
     *
     * @param counts {@code null} if the repository cannot be read
     */
    record Group(Scope scope, boolean paused, JobCounts counts, GatewayState gateway) {}

    /** All groups of this node. */
    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (JobControl control : engine.controls()) {
            for (Scope scope : control.scopes()) {
                groups.add(new Group(
                        scope,
                        control.isPaused(scope),
                        count(control, scope.group()),
                        control.gateway(scope, engine.clock().instant())));
            }
        }
        return groups;
    }

    int callsRunning() {
        return engine.calls().running();
    }

    int callsWaiting() {
        return engine.calls().waiting();
    }

    /** How many callbacks were answered with which status code. */
    TreeMap<Integer, Long> callbacks() {
        return new TreeMap<>(engine.callbackReceiver().answered());
    }

    /** Whether callbacks that were expected have stopped coming. */
    boolean isWithoutCallbacks() {
        return engine.isWithoutCallbacks();
    }

    /**
     * Jobs of a group in a state, the oldest first.
     *
     * @throws IllegalArgumentException if there is no such group or state, or the limit is out of its range
     */
    List<Job> jobs(String group, String state, int limit) {
        JobState known = state(state);
        requireLimit(limit);
        List<JobControl> controls = controls(group);
        return reading(
                () -> oldest(controls.stream().flatMap(control -> control.find(group, known, limit).stream()), limit));
    }

    /**
     * Jobs that wait for a decision, the oldest first.
     *
     * @throws IllegalArgumentException if the limit is out of its range
     */
    List<Job> undecided(int limit) {
        requireLimit(limit);
        return reading(() -> oldest(
                engine.controls().stream().flatMap(control -> control.decisions().undecided(limit).stream()), limit));
    }

    /** @throws IllegalArgumentException if this node has no such group */
    void pause(String group) {
        controls(group);
        engine.pause(group);
        LOG.info("PixelForge group {} is paused on this node: its jobs are neither asked about nor emitted", group);
    }

    /** @throws IllegalArgumentException if this node has no such group */
    void resume(String group) {
        controls(group);
        engine.resume(group);
        LOG.info("PixelForge group {} is resumed on this node", group);
    }

    /**
     * Decides about a job that waits for that.
     *
     * @param  id                    ours
     * @throws IllegalStateException if there is no such job, or it cannot be decided so
     */
    void decide(String id, Consumer<JobDecisions> how) {
        reading(() -> {
            JobControl control = engine.controls().stream()
                    .filter(candidate -> id != null && candidate.find(id).isPresent())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no job with our id " + id
                            + ". It is the id of the job's row, not the request id of the service."));
            how.accept(control.decisions());
            return id;
        });
    }

    private List<JobControl> controls(String group) {
        TreeSet<String> known = new TreeSet<>();
        List<JobControl> controls = new ArrayList<>();
        for (JobControl control : engine.controls()) {
            List<String> groups = control.scopes().stream().map(Scope::group).toList();
            known.addAll(groups);
            if (groups.contains(group)) {
                controls.add(control);
            }
        }
        if (controls.isEmpty()) {
            throw new IllegalArgumentException("This node has no group " + group + "; its groups are " + known);
        }
        return controls;
    }

    private static JobCounts count(JobControl control, String group) {
        try {
            return control.count(group);
        } catch (RuntimeException e) {
            LOG.debug("PixelForge jobs of group {} cannot be counted", group, e);
            return null;
        }
    }

    private static JobState state(String name) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no state " + name + "; the states are " + Arrays.toString(JobState.values())));
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ", but is " + limit);
        }
    }

    /** What a database says in its exceptions, and their classes, stay on this machine. */
    private static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("PixelForge job repository could not be used for an operator: {}", e.toString());
            throw new IllegalStateException("Nothing was done: " + OperatorView.UNREADABLE);
        }
    }

    private static List<Job> oldest(Stream<Job> jobs, int limit) {
        return jobs.sorted(Comparator.comparing(job -> job.spec().createdAt()))
                .limit(limit)
                .toList();
    }
}
