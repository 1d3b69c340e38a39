package io.pixelforge.camel.jobs;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

class JobDecisionsOnPostgreSqlTest extends JobDecisionsContract {

    private HikariDataSource pool;

    @Override
    JobRepository create(Clock clock) {
        pool = TestDatabase.postgresql().pool(2);
        return NodeRepository.of(new DatabaseWithClock(pool, clock).dataSource(), clock);
    }

    @AfterEach
    void closeConnections() {
        if (pool != null) {
            pool.close();
        }
    }
}
