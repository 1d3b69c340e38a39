package io.pixelforge.camel.jobs;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What an operator sees and does of the jobs of one repository on this node. */
public final class JobControl {

    private final JobRepository repository;
    private final Gateways gateways;
    private final StatusCalls statusCalls;
    private final PausedGroups paused;
    private final Consumer<Scope> resumed;
    private final JobDecisions decisions;

    /** @param resumed told of a scope whose jobs are to be emitted again */
    JobControl(
            JobRepository repository,
            Gateways gateways,
            StatusCalls statusCalls,
            PausedGroups paused,
            Consumer<Scope> resumed,
            JobDecisions decisions) {
        this.repository = repository;
        this.gateways = gateways;
        this.statusCalls = statusCalls;
        this.paused = paused;
        this.resumed = resumed;
        this.decisions = decisions;
    }

    /** The scopes that this node has endpoints for, by their groups' names. */
    public List<Scope> scopes() {
        return gateways.clients().keySet().stream()
                .sorted(Comparator.comparing(Scope::group))
                .toList();
    }

    /** How many jobs of a group there are, of all nodes. */
    public JobCounts count(String group) {
        return repository.count(group);
    }

    /** Jobs of a group that are in a state, the oldest first. */
    public List<Job> find(String group, JobState state, int limit) {
        return repository.findByState(group, state, limit);
    }

    /** The job with this id of ours. */
    public Optional<Job> find(String id) {
        return repository.find(id);
    }

    /** How the gateway of a scope answers. */
    public GatewayState gateway(Scope scope, Instant now) {
        return statusCalls.gateway(scope, now);
    }

    /** Tells those who emit the jobs of a group that it is paused no more. */
    public void resumed(String group) {
        scopes().stream().filter(scope -> scope.group().equals(group)).forEach(resumed);
    }

    /** Whether the jobs of a scope are neither asked about nor emitted here. */
    public boolean isPaused(Scope scope) {
        return paused.contains(scope);
    }

    /** What is decided about jobs that wait for that. */
    public JobDecisions decisions() {
        return decisions;
    }
}
