package io.pixelforge.camel.jobs;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The suite on a database whose clock is set by the test, and is not the node's. */
abstract class JdbcJobRepositoryContract extends JobRepositoryContract {

    private static final Duration AHEAD = Duration.ofMinutes(7);

    private final SettableClock clock = new SettableClock();
    private final Clock databaseClock = Clock.offset(clock, AHEAD);
    private HikariDataSource pool;

    abstract TestDatabase database() throws Exception;

    /** The connections of the suite, for a look at what is done with them. */
    DataSource watched(DataSource pool) {
        return pool;
    }

    @Override
    JobRepository create() throws Exception {
        pool = database().pool(12);
        JdbcJobRepository repository =
                new JdbcJobRepository(new DatabaseWithClock(watched(pool), databaseClock).dataSource(), clock);
        repository.setCreateTable(true);
        return repository;
    }

    @Override
    Instant now() {
        return clock.instant();
    }

    @Override
    void advance(Duration duration) {
        clock.advance(duration);
    }

    @AfterEach
    void closeConnections() {
        if (pool != null) {
            pool.close();
        }
    }
}
