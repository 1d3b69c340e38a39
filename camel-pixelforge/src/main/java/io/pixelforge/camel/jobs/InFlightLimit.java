package io.pixelforge.camel.jobs;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Keeps the jobs of a group that have not ended below a number, all nodes together. Whoever comes when there are as many
 * waits here, first come, first served, without a thread and with nothing reserved, or is refused.
 */
final class InFlightLimit {

    private final JobRepository repository;
    private final Executor executor;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** @param executor where those who come are served and go on */
    InFlightLimit(JobRepository repository, Executor executor) {
        this.repository = repository;
        this.executor = executor;
    }

    /**
     * What somebody has taken whose turn it was.
     *
     * @param then     what follows
     * @param giveBack undoes it; {@code null} if it is not one more job that has not ended
     */
    record Place(Supplier<CompletableFuture<Submitted>> then, Runnable giveBack) {}

    /**
     * Takes a place when there is room for it.
     *
     * @param stopping whether nobody may begin to wait any more
     * @param take     makes the reservation, which counts from then on
     * @return         ends with what follows; with an {@link io.pixelforge.camel.gateway.InFlightLimitException} if
     *                 there is no room and it is not to wait; with a
     *                 {@link io.pixelforge.camel.gateway.GatewayException} if its waiting was ended
     */
    CompletableFuture<Submitted> enter(Submit submit, BooleanSupplier stopping, Supplier<Place> take) {
        return lines.computeIfAbsent(submit.spec().scope().group(), group -> new Line(group, repository, executor))
                .enter(submit, stopping, take);
    }

    /** Lets those in for whom there is room now. */
    void letIn() {
        lines.values().forEach(Line::letIn);
    }

    /** Refuses all that wait in a route; in any if it is {@code null}. */
    void stop(String routeId, Exception refusal) {
        lines.values().forEach(line -> line.stop(routeId, refusal));
    }
}
