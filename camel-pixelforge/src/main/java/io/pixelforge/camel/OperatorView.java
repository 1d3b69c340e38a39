package io.pixelforge.camel;

import io.pixelforge.camel.Administration.Group;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobCounts;
import io.pixelforge.camel.jobs.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * What of a group or job is shown to operators, the same in JMX and in the dev console: no URL of a picture and no saved
 * header is in it, since those may be secret.
 */
final class OperatorView<T> {

    /** Where what the repository says may have more in it than everybody should read. */
    static final String UNREADABLE = "the job repository cannot be read now, the log says why";

    static final OperatorView<Group> GROUP = new OperatorView<Group>("Group", "A group of jobs")
            .text("group", "the option jobGroup", group -> group.scope().group())
            .text("gateway", "where its jobs are", group -> group.scope().origin())
            .flag("paused", "whether this node neither asks about nor emits its jobs", Group::paused)
            .number("reserved", "jobs that are not sent yet", counted(counts -> counts.in(JobState.RESERVED)))
            .number("submitting", "jobs that are being sent", counted(counts -> counts.in(JobState.SUBMITTING)))
            .number("queued", "jobs that wait at the service", counted(counts -> counts.in(JobState.QUEUED)))
            .number("processing", "jobs that the service works on", counted(counts -> counts.in(JobState.PROCESSING)))
            .number("inDoubt", "jobs of which nobody knows whether they were accepted", counted(JobCounts::inDoubt))
            .number("undelivered", "jobs whose end is not taken yet", counted(JobCounts::undelivered))
            .number("parked", "jobs whose end was offered in vain as often as allowed", counted(JobCounts::parked))
            .time("oldestPending", "since when the oldest job at the service is known", dated(JobCounts::oldestPending))
            .time("oldestUndecided", "the same of those in doubt or parked", dated(JobCounts::oldestUndecided))
            .text("countError", "why nothing is counted", group -> group.counts() == null ? UNREADABLE : null)
            .text("condition", "how the gateway answers", group -> group.gateway()
                    .condition()
                    .name())
            .time("nextQuestion", "when it is asked next, if not as usual", group -> group.gateway()
                    .nextAt())
            .text("lastError", "of a question about a job", group -> group.gateway()
                    .lastError())
            .time("lastErrorAt", "when that was", group -> group.gateway().lastErrorAt());

    static final OperatorView<Job> JOB = new OperatorView<Job>("Job", "A job")
            .text("id", "ours", Job::id)
            .text("group", "the option jobGroup", job -> job.spec().scope().group())
            .text("operation", "relight or generate", job -> job.spec().operation())
            .text("state", "how far it is", job -> job.state().name())
            .text("delivery", "who gets its end", job -> job.delivery().name())
            .text("requestId", "the service's", Job::requestId)
            .text("idempotentKey", "the option idempotentKey", job -> job.spec().key())
            .time("createdAt", "when it was reserved", job -> job.spec().createdAt())
            .time("endedAt", "when its end was seen", Job::endedAt)
            .time("dueAt", "when there is next something to do", Job::dueAt)
            .number("deliveries", "how often its end was offered in vain", Job::deliveries)
            .text("error", "what went wrong", OperatorView::error);

    private record Column<T>(String name, String description, OpenType<?> type, Function<T, Object> value) {}

    private final String name;
    private final String description;
    private final List<Column<T>> columns = new ArrayList<>();

    private OperatorView(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** The names of what is shown. */
    List<String> columns() {
        return columns.stream().map(Column::name).toList();
    }

    /** Times as text, and {@code null} for what there is not. */
    Map<String, Object> map(T shown) {
        Map<String, Object> map = new LinkedHashMap<>();
        columns.forEach(column -> map.put(column.name, column.value.apply(shown)));
        return map;
    }

    /** For JMX, in the order in which they are given. */
    CompositeData[] rows(List<T> shown) {
        return shown.stream().map(this::row).toArray(CompositeData[]::new);
    }

    /** For JMX, by the first two columns. */
    TabularData table(List<T> shown) {
        try {
            TabularDataSupport table = new TabularDataSupport(new TabularType(
                    name + "s",
                    description,
                    type(),
                    columns.stream().limit(2).map(Column::name).toArray(String[]::new)));
            shown.forEach(one -> table.put(row(one)));
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompositeData row(T shown) {
        try {
            return new CompositeDataSupport(type(), map(shown));
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompositeType type() throws OpenDataException {
        return new CompositeType(
                name,
                description,
                columns.stream().map(Column::name).toArray(String[]::new),
                columns.stream().map(Column::description).toArray(String[]::new),
                columns.stream().map(Column::type).toArray(OpenType<?>[]::new));
    }

    private OperatorView<T> text(String column, String what, Function<T, Object> value) {
        columns.add(new Column<>(column, what, SimpleType.STRING, value));
        return this;
    }

    private OperatorView<T> time(String column, String what, Function<T, Instant> value) {
        return text(column, what, shown -> Optional.ofNullable(value.apply(shown))
                .map(Instant::toString)
                .orElse(null));
    }

    private OperatorView<T> number(String column, String what, Function<T, Integer> value) {
        columns.add(new Column<>(column, what, SimpleType.INTEGER, value::apply));
        return this;
    }

    private OperatorView<T> flag(String column, String what, Function<T, Boolean> value) {
        columns.add(new Column<>(column, what, SimpleType.BOOLEAN, value::apply));
        return this;
    }

    private static Function<Group, Integer> counted(ToIntFunction<JobCounts> count) {
        return group -> group.counts() == null ? null : Integer.valueOf(count.applyAsInt(group.counts()));
    }

    private static Function<Group, Instant> dated(Function<JobCounts, Optional<Instant>> date) {
        return group ->
                group.counts() == null ? null : date.apply(group.counts()).orElse(null);
    }

    private static String error(Job job) {
        return job.error() != null || job.answer() == null
                ? job.error()
                : job.answer().error();
    }
}
