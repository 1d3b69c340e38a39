package io.pixelforge.camel.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Jobs in a table of H2, PostgreSQL, MySQL or MariaDB, which survive a crash and can be shared by several nodes.
 *
 * <p>Every write depends on the lease that the writer holds, all times are compared with the database's clock, and
 * each method is one transaction on a connection of its own. The table is {@code pixelforge_job}; the statements that
 * make it lie beside this class as {@code h2.sql}, {@code postgresql.sql} and {@code mysql.sql}.
 */
public final class JdbcJobRepository implements JobRepository, CamelContextAware {

    private static final String SELECT = "SELECT * FROM pixelforge_job WHERE ";
    private static final String HELD = " WHERE id = ? AND lease_owner = ? AND lease_number = ?";
    private static final String CLAIM_AFTER_LEASE =
            " claim_at = CASE WHEN due_at > ? AND hints = hints_seen THEN due_at ELSE ? END";
    private static final String LEASE =
            "lease_owner = ?, lease_number = lease_number + 1, lease_until = ?," + CLAIM_AFTER_LEASE;
    private static final String EXPIRED = "expires_at <= ? AND (lease_until IS NULL OR lease_until <= ?)";
    /**
     * State by state, since H2 walks the index of states for one state only; in the order of a job's life, so that one
     * that moves on meanwhile is not missed.
     */
    static final String COUNT_OPEN = "SELECT "
            + Stream.of(
                            "= 'RESERVED' AND lease_until > ?",
                            "= 'SUBMITTING' AND lease_until > ?",
                            "= 'QUEUED'",
                            "= 'PROCESSING'")
                    .map(state -> "(SELECT COUNT(*) FROM pixelforge_job WHERE job_group = ? AND state " + state + ")")
                    .collect(Collectors.joining(" + "));
    /**
     * State by state for the same reason. ACKNOWLEDGED is the first word of the alphabet, so that the others are one
     * stretch of the index of states, and all that is asked for stands in it.
     */
    static final String COUNT = Stream.of(JobState.values())
            .map(state -> "SELECT state, delivery, COUNT(*) AS jobs, MIN(created_at) AS oldest FROM pixelforge_job"
                    + " WHERE job_group = ? AND state = '" + state + "' AND delivery >= '" + Delivery.CONSUMER
                    + "' GROUP BY state, delivery")
            .collect(Collectors.joining(" UNION ALL "));

    private static final int RESERVE_TRIES = 5;
    private static final int CHUNK = 500;

    private final Clock clock;
    private CamelContext camelContext;
    private DataSource dataSource;
    private Boolean createTable;
    private volatile Database database;

    /** A repository on the registry's only {@link DataSource}, unless it is given another. */
    public JdbcJobRepository() {
        this(null);
    }

    /** A repository on this data source. */
    public JdbcJobRepository(DataSource dataSource) {
        this(dataSource, Clock.systemUTC());
    }

    JdbcJobRepository(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Where the table is. By default the only one in Camel's registry. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /** Whether to make the table if there is none. By default only on H2. */
    public void setCreateTable(Boolean createTable) {
        this.createTable = createTable;
    }

    public Boolean getCreateTable() {
        return createTable;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** @throws IllegalArgumentException if no data source is set, and the registry has not exactly one */
    @Override
    public void requireComplete() {
        source();
    }

    @Override
    public Job reserve(Job job, String owner, Duration lease) {
        return database().write(connection -> {
            for (int i = 0; i < RESERVE_TRIES; i++) {
                Instant now = database.now(connection);
                JobSpec spec = job.spec();
                Optional<Job> holder = spec.key() == null
                        ? Optional.empty()
                        : holder(connection, spec.scope(), spec.operation(), spec.key());
                if (holder.isPresent()
                        && !removeExpired(connection, holder.get().id(), database.time(now))) {
                    return holder.get();
                }
                if (insert(connection, job, owner, now.plus(lease))) {
                    return byId(connection, job.id()).orElseThrow();
                }
            }
            throw new JobRepositoryException(
                    "The key " + job.spec().key() + " is taken and freed again all the time", null);
        });
    }

    @Override
    public Optional<Job> find(String id) {
        return database().run(connection -> byId(connection, id));
    }

    @Override
    public List<Job> findAll(Collection<String> ids) {
        return database().run(connection -> {
            List<Job> jobs = new ArrayList<>();
            for (List<String> some : chunks(ids)) {
                jobs.addAll(database.jobs(connection, SELECT + "id IN (" + marks(some.size()) + ")", some));
            }
            return jobs;
        });
    }

    @Override
    public Set<String> findIn(Phase phase, Collection<String> ids) {
        return database().run(connection -> {
            Object now = database.time(database.now(connection));
            Set<String> found = new HashSet<>();
            for (List<String> some : chunks(ids)) {
                found.addAll(findIn(connection, phase, some, now));
            }
            return found;
        });
    }

    /** Nearly always nothing has changed, and one number says that. */
    private List<String> findIn(Connection connection, Phase phase, List<String> ids, Object now) throws SQLException {
        String condition =
                switch (phase) {
                    case ON_ITS_WAY -> "state IN ('RESERVED', 'SUBMITTING') AND lease_until > ?";
                    case UNENDED -> "state NOT IN ('COMPLETED', 'FAILED', 'ERROR', 'LOST')";
                };
        String where = " FROM pixelforge_job WHERE id IN (" + marks(ids.size()) + ") AND " + condition;
        List<Object> parameters = new ArrayList<>(ids);
        if (phase == Phase.ON_ITS_WAY) {
            parameters.add(now);
        }
        return database.count(connection, "SELECT COUNT(*)" + where, parameters) == ids.size()
                ? ids
                : database.ids(connection, "SELECT id" + where, parameters);
    }

    @Override
    public Optional<Job> findByRequestId(Scope scope, String requestId) {
        return database()
                .run(connection -> database.job(
                        connection,
                        SELECT + "request_id = ? AND job_group = ? AND origin = ?",
                        List.of(requestId, scope.group(), scope.origin())));
    }

    @Override
    public Optional<Job> findByCallback(String tokenHash) {
        return database().run(connection -> database.job(connection, SELECT + "callback_hash = ?", List.of(tokenHash)));
    }

    @Override
    public Optional<Job> findByKey(Scope scope, String operation, String key) {
        return database().run(connection -> holder(connection, scope, operation, key));
    }

    @Override
    public List<Job> claimDue(Work work, Collection<Scope> scopes, String owner, Duration lease, int limit) {
        return database().transact(connection -> {
            Instant now = database.now(connection);
            List<Job> due = new ArrayList<>();
            List<String> unreadable = new ArrayList<>();
            for (Scope scope : scopes) {
                due.addAll(database.jobs(
                        connection,
                        due(database.dialect(), limit),
                        List.of(scope.group(), scope.origin(), work.name(), database.time(now)),
                        unreadable::add));
            }
            putOff(connection, unreadable, now.plus(lease));
            due.sort(Comparator.comparing(Job::nextAt));
            return lease(connection, due.subList(0, Math.min(limit, due.size())), owner, now.plus(lease));
        });
    }

    /** They would be the longest due for ever, and stand in the way of those that come after them. */
    private void putOff(Connection connection, List<String> unreadable, Instant until) throws SQLException {
        for (String id : unreadable) {
            database.update(
                    connection,
                    "UPDATE pixelforge_job SET claim_at = ? WHERE id = ?",
                    List.of(database.time(until), id));
        }
    }

    /**
     * Walks the index of claims in its order, so that what it costs depends on the limit and not on the table. H2 sees
     * that only if the order names all columns of the index.
     */
    static String due(Dialect dialect, int limit) {
        return SELECT + "job_group = ? AND origin = ? AND work = ? AND claim_at <= ?"
                + " ORDER BY job_group, origin, work, claim_at LIMIT " + limit
                + dialect.skipLocked();
    }

    @Override
    public Optional<Job> claim(String id, String owner, Duration lease) {
        return database().write(connection -> {
            Instant now = database.now(connection);
            Object until = database.time(now.plus(lease));
            int claimed = database.update(
                    connection,
                    "UPDATE pixelforge_job SET " + LEASE
                            + " WHERE id = ? AND (lease_until IS NULL OR lease_until <= ?)",
                    List.of(owner, until, until, until, id, database.time(now)));
            return claimed == 1 ? byId(connection, id) : Optional.empty();
        });
    }

    @Override
    public boolean update(Job job) {
        return database().write(connection -> {
            Object due = database.rows().time(job.dueAt());
            return write(
                    connection,
                    job,
                    "claim_at = CASE WHEN lease_until > ? THEN lease_until ELSE ? END",
                    List.of(due, due));
        });
    }

    @Override
    public boolean release(Job job) {
        return database().write(connection -> {
            Object due = database.rows().time(job.dueAt());
            return write(
                    connection,
                    job,
                    "lease_owner = NULL, lease_until = NULL,"
                            + " claim_at = CASE WHEN hints <> ? AND hint_at < ? THEN hint_at ELSE ? END",
                    List.of(job.callbacks().hints(), due, due));
        });
    }

    @Override
    public boolean remove(Job job) {
        return database()
                .write(connection -> database.update(connection, "DELETE FROM pixelforge_job" + HELD, held(job)) == 1);
    }

    @Override
    public void noteCallback(String id, String requestId, Duration pause) {
        database().write(connection -> {
            boolean done = false;
            while (!done) {
                Instant now = database.now(connection);
                Instant ours = database.rows().ours(now);
                Optional<Job> stored = byId(connection, id);
                Optional<Job> noted = stored.flatMap(job -> job.calledBack(requestId, ours, pause));
                done = noted.isEmpty() || note(connection, stored.get(), noted.get(), database.time(now));
            }
            return null;
        });
    }

    /** @return false if the job was written meanwhile */
    private boolean note(Connection connection, Job stored, Job noted, Object now) throws SQLException {
        JobRows rows = database.rows();
        return database.update(
                        connection,
                        "UPDATE pixelforge_job SET hints = hints + 1, hint_at = ?, callback_request_id = ?, work = ?,"
                                + " claim_at = CASE WHEN lease_until > ? THEN claim_at ELSE ? END"
                                + " WHERE id = ? AND hints = ? AND lease_number = ? AND state = ?",
                        Arrays.asList(
                                rows.time(noted.callbacks().at()),
                                noted.callbacks().requestId(),
                                noted.work() == null ? null : noted.work().name(),
                                now,
                                rows.time(noted.nextAt()),
                                stored.id(),
                                stored.callbacks().hints(),
                                stored.lease().number(),
                                stored.state().name()))
                == 1;
    }

    @Override
    public Set<String> renew(Collection<Job> jobs, Duration lease) {
        return database().transact(connection -> {
            Object until = database.time(database.now(connection).plus(lease));
            Set<String> renewed = new HashSet<>();
            for (Job job : jobs) {
                List<Object> parameters = new ArrayList<>(List.of(until, until, until));
                parameters.addAll(held(job));
                if (database.update(
                                connection,
                                "UPDATE pixelforge_job SET lease_until = ?," + CLAIM_AFTER_LEASE + HELD,
                                parameters)
                        == 1) {
                    renewed.add(job.id());
                }
            }
            return renewed;
        });
    }

    @Override
    public int countOpen(String group) {
        return database().run(connection -> {
            Object now = database.time(database.now(connection));
            return database.count(connection, COUNT_OPEN, List.of(group, now, group, now, group, group));
        });
    }

    @Override
    public JobCounts count(String group) {
        return database()
                .run(connection ->
                        database.counts(connection, COUNT, Collections.nCopies(JobState.values().length, group)));
    }

    @Override
    public List<Job> findByState(String group, JobState state, int limit) {
        return database().run(connection -> {
            List<Job> jobs = new ArrayList<>();
            for (Delivery delivery : Delivery.values()) {
                jobs.addAll(database.jobs(connection, inState(limit), List.of(group, state.name(), delivery.name())));
            }
            jobs.sort(Comparator.comparing(job -> job.spec().createdAt()));
            return List.copyOf(jobs.subList(0, Math.min(limit, jobs.size())));
        });
    }

    /** In the order of the index of states, as in {@link #due}. */
    static String inState(int limit) {
        return SELECT + "job_group = ? AND state = ? AND delivery = ?"
                + " ORDER BY job_group, state, delivery, created_at LIMIT " + limit;
    }

    @Override
    public List<Job> findUndecided(int limit) {
        return database()
                .run(connection -> database.jobs(
                        connection,
                        SELECT + "state = 'UNKNOWN' OR delivery = 'PARKED' ORDER BY created_at LIMIT " + limit,
                        List.of()));
    }

    @Override
    public int removeExpired() {
        return database().write(connection -> {
            Object now = database.time(database.now(connection));
            int removed = 0;
            String expired = "SELECT id FROM pixelforge_job WHERE " + EXPIRED + " LIMIT " + CHUNK;
            for (String id : database.ids(connection, expired, List.of(now, now))) {
                removed += removeExpired(connection, id, now) ? 1 : 0;
            }
            return removed;
        });
    }

    private boolean removeExpired(Connection connection, String id, Object now) throws SQLException {
        return database.update(
                        connection, "DELETE FROM pixelforge_job WHERE id = ? AND " + EXPIRED, List.of(id, now, now))
                == 1;
    }

    private boolean insert(Connection connection, Job job, String owner, Instant until) throws SQLException {
        JobRows rows = database.rows();
        Map<String, Object> row = new LinkedHashMap<>(rows.spec(job.spec()));
        row.putAll(rows.version(job));
        row.put("lease_owner", owner);
        row.put("lease_number", job.lease().number() + 1);
        row.put("lease_until", database.time(until));
        row.put("claim_at", database.time(until));
        try {
            database.update(
                    connection,
                    "INSERT INTO pixelforge_job (" + String.join(", ", row.keySet()) + ") VALUES (" + marks(row.size())
                            + ")",
                    new ArrayList<>(row.values()));
            return true;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("23")) {
                return false;
            }
            throw e;
        }
    }

    private Optional<Job> holder(Connection connection, Scope scope, String operation, String key) throws SQLException {
        return database.job(connection, SELECT + "held_key = ?", List.of(JobRows.heldKey(scope, operation, key)));
    }

    private Optional<Job> byId(Connection connection, String id) throws SQLException {
        return database.job(connection, SELECT + "id = ?", List.of(id));
    }

    private List<Job> lease(Connection connection, List<Job> jobs, String owner, Instant until) throws SQLException {
        List<Job> leased = new ArrayList<>();
        Object time = database.time(until);
        for (Job job : jobs) {
            int claimed = database.update(
                    connection,
                    "UPDATE pixelforge_job SET " + LEASE + " WHERE id = ? AND lease_number = ?",
                    List.of(owner, time, time, time, job.id(), job.lease().number()));
            if (claimed == 1) {
                leased.add(job.change().lease(job.lease().claimed(owner, until)).done());
            }
        }
        return leased;
    }

    /** @param more further assignments, with their parameters */
    private boolean write(Connection connection, Job job, String more, List<Object> moreParameters)
            throws SQLException {
        List<String> assignments = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        database.rows().version(job).forEach((column, value) -> {
            String noted = whereNoted(column, job);
            if (noted == null) {
                assignments.add(column + " = ?");
            } else {
                assignments.add(column + " = CASE WHEN hints = ? THEN ? ELSE " + noted + " END");
                parameters.add(job.callbacks().hints());
            }
            parameters.add(value);
        });
        assignments.add(more);
        parameters.addAll(moreParameters);
        parameters.addAll(held(job));
        return database.update(
                        connection, "UPDATE pixelforge_job SET " + String.join(", ", assignments) + HELD, parameters)
                == 1;
    }

    /** What a column becomes if a callback was noted since the job was read; {@code null} if that is all the same. */
    private static String whereNoted(String column, Job job) {
        return switch (column) {
            case "callback_request_id" -> column;
            case "work" ->
                job.state() == JobState.UNKNOWN
                        ? "CASE WHEN callback_request_id IS NULL THEN NULL ELSE 'ASK' END"
                        : null;
            default -> null;
        };
    }

    private static List<Object> held(Job job) {
        return Arrays.asList(job.id(), job.lease().owner(), job.lease().number());
    }

    private static List<List<String>> chunks(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        return IntStream.iterate(0, from -> from < all.size(), from -> from + CHUNK)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + CHUNK)))
                .toList();
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Not before it is needed: a route may be built where its database is not. */
    private Database database() {
        Database known = database;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            if (database == null) {
                database = new Database(source(), clock, createTable);
            }
            return database;
        }
    }

    private DataSource source() {
        if (dataSource != null) {
            return dataSource;
        }
        Set<DataSource> all =
                camelContext == null ? Set.of() : camelContext.getRegistry().findByType(DataSource.class);
        if (all.size() != 1) {
            throw new IllegalArgumentException(
                    "JdbcJobRepository needs a DataSource: set its property dataSource, or bind"
                            + " exactly one DataSource to the registry. There are " + all.size() + ".");
        }
        return all.iterator().next();
    }
}
