package io.pixelforge.camel.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections, statements and the time of one database. */
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");

    /** Clocks closer together than this count as the same, so that times do not jitter with the network. */
    private static final Duration SAME_CLOCK = Duration.ofMillis(250);

    /** How often a lock time-out of the database is outlasted where all writers wait for one lock. */
    private static final int LOCK_TRIES = 15;

    private final DataSource dataSource;
    private final Clock clock;
    private final Dialect dialect;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private volatile Duration ahead = Duration.ZERO;

    /**
     * @throws IllegalArgumentException if it is a database that is not known
     * @throws JobRepositoryException   if it has no table and none is to be made, or cannot be reached
     */
    Database(DataSource dataSource, Clock clock, Boolean createTable) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.dialect = run(connection -> {
            Dialect known = Dialect.of(connection.getMetaData().getDatabaseProductName());
            warnOfDelayedWrites(connection, known);
            if (createTable == null ? known == Dialect.H2 : createTable) {
                createTable(connection, known);
            } else {
                requireTable(connection, known);
            }
            return known;
        });
        // the first row that is read needs to know it
        run(this::now);
    }

    /** Something that is done with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does work statement by statement. What was paid for is written by a thread that was interrupted as well; H2 would
     * shut its file if it met the interrupt.
     */
    <T> T run(Work<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return connected(work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T connected(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                return work.with(connection);
            }
            // a pool may be set up so that nothing is kept without a commit
            connection.setAutoCommit(true);
            try {
                return work.with(connection);
            } finally {
                restore(() -> connection.setAutoCommit(false));
            }
        } catch (SQLException e) {
            throw new JobRepositoryException("The job database failed: " + e.getMessage(), e);
        }
    }

    /** Does work that writes: statement by statement, or where writers are kept apart as one transaction. */
    <T> T write(Work<T> work) {
        return dialect.lockTable().isPresent() ? transact(work) : run(work);
    }

    /** Does work that writes, as a whole or not at all. */
    <T> T transact(Work<T> work) {
        return run(connection -> {
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            try {
                lockTable(connection);
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                restore(() -> {
                    connection.setAutoCommit(true);
                    connection.setTransactionIsolation(isolation);
                });
            }
        });
    }

    /** Where those before are slow, by a disk for example, waits longer than for any other lock. */
    private void lockTable(Connection connection) throws SQLException {
        if (dialect.lockTable().isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (int i = 1; !isLocked(statement, i == LOCK_TRIES); i++) {
                LOG.debug("PixelForge job table is locked by others, waited for it {} times", i);
            }
        }
    }

    private boolean isLocked(Statement statement, boolean isLastTry) throws SQLException {
        try {
            statement.execute(dialect.lockTable().orElseThrow());
            return true;
        } catch (SQLTimeoutException e) {
            if (isLastTry) {
                throw e;
            }
            return false;
        }
    }

    /** What the work has done or failed with is what counts; a pool drops a connection that fails at this. */
    private static void restore(Settings settings) {
        try {
            settings.set();
        } catch (SQLException e) {
            LOG.debug("PixelForge job database: a connection is not as it was before: {}", e.toString());
        }
    }

    private interface Settings {
        void set() throws SQLException;
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** The database's time, which also tells how far its clock is from ours. */
    Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(dialect.now())) {
            row.next();
            Instant theirs = dialect.read(row, row.getMetaData().getColumnLabel(1));
            Duration measured = Duration.between(clock.instant(), theirs);
            if (measured.minus(ahead).abs().compareTo(SAME_CLOCK) > 0) {
                ahead = measured.abs().compareTo(SAME_CLOCK) > 0 ? measured : Duration.ZERO;
            }
            return theirs;
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** For rows that are read or written now. */
    JobRows rows() {
        return new JobRows(dialect, ahead);
    }

    /** A time of the database's own as a statement's parameter. */
    Object time(Instant theirs) {
        return dialect.write(theirs);
    }

    int update(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /**
     * The first job of a query.
     *
     * @throws UnreadableJobException if its row cannot be read
     */
    Optional<Job> job(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            try {
                return Optional.of(rows().read(row));
            } catch (RuntimeException e) {
                throw new UnreadableJobException(row.getString("id"), e);
            }
        }
    }

    /** The jobs of a query but for those whose row cannot be read, which are no reason to keep the others waiting. */
    List<Job> jobs(Connection connection, String sql, List<?> parameters) throws SQLException {
        return jobs(connection, sql, parameters, id -> {});
    }

    /** @param unreadable told our ids of the jobs whose rows cannot be read */
    List<Job> jobs(Connection connection, String sql, List<?> parameters, Consumer<String> unreadable)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<Job> jobs = new ArrayList<>();
            JobRows reader = rows();
            while (rows.next()) {
                try {
                    jobs.add(reader.read(rows));
                } catch (RuntimeException e) {
                    String id = rows.getString("id");
                    warnOnce(id, e);
                    unreadable.accept(id);
                }
            }
            return jobs;
        }
    }

    /** The one number that a query gives. */
    int count(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The first column of a query. */
    List<String> ids(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    /** Reads what a query counts by state and delivery. */
    JobCounts counts(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            List<JobCounts.Entry> entries = new ArrayList<>();
            while (row.next()) {
                entries.add(new JobCounts.Entry(
                        JobState.valueOf(row.getString("state")),
                        Delivery.valueOf(row.getString("delivery")),
                        row.getInt("jobs"),
                        rows().ours(dialect.read(row, "oldest"))));
            }
            return new JobCounts(entries);
        }
    }

    private void warnOnce(String id, RuntimeException e) {
        if (unreadable.add(id)) {
            LOG.warn("PixelForge job {} is left alone because its row cannot be read: {}", id, e.getMessage());
        }
    }

    static PreparedStatement prepare(Connection connection, String sql, List<?> parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void requireTable(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                throw new JobRepositoryException(
                        "The job database has no table pixelforge_job that can be read. Make it with the statements of "
                                + dialect.ddl() + ", which lies beside JdbcJobRepository in its jar, or set"
                                + " createTable=true.",
                        null);
            }
        }
    }

    private static void createTable(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (exists(statement)) {
                return;
            }
            for (String sql : COMMENT.matcher(script(dialect)).replaceAll("").split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            // another node may have made it at the same time
            try (Statement statement = connection.createStatement()) {
                if (!exists(statement)) {
                    throw e;
                }
            }
        }
    }

    private static boolean exists(Statement statement) {
        try (ResultSet none = statement.executeQuery("SELECT id FROM pixelforge_job WHERE 1 = 0")) {
            return none != null;
        } catch (SQLException e) {
            return false;
        }
    }

    private static String script(Dialect dialect) {
        try (InputStream in = Database.class.getResourceAsStream(dialect.ddl())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The class path has no " + dialect.ddl(), e);
        }
    }

    private static void warnOfDelayedWrites(Connection connection, Dialect dialect) throws SQLException {
        String url = String.valueOf(connection.getMetaData().getURL()).toLowerCase(Locale.ROOT);
        if (dialect != Dialect.H2 || url.startsWith("jdbc:h2:mem:") || url.startsWith("jdbc:h2:tcp:")) {
            return;
        }
        // the URL that H2 tells has lost its settings
        try (Statement statement = connection.createStatement();
                ResultSet delay = statement.executeQuery("SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME = 'WRITE_DELAY' AND SETTING_VALUE <> '0'")) {
            if (delay.next()) {
                LOG.warn(
                        "The job database is an H2 file without ;WRITE_DELAY=0 in its URL: after a crash it may lack what"
                                + " was written in the last {} ms, and with it a paid job",
                        delay.getString(1));
            }
        }
    }
}
