package io.pixelforge.camel.jobs;

import java.time.Clock;
import javax.sql.DataSource;

/** The repository of a node that has a clock of its own. */
public final class NodeRepository {

    private NodeRepository() {}

    public static JobRepository of(DataSource dataSource, Clock clock) {
        JdbcJobRepository repository = new JdbcJobRepository(dataSource, clock);
        repository.setCreateTable(true);
        return repository;
    }

    /** The repository of a node on a database that has the same clock. */
    public static JobRepository inTime(DataSource dataSource, Clock clock) {
        return of(new DatabaseWithClock(dataSource, clock).dataSource(), clock);
    }
}
