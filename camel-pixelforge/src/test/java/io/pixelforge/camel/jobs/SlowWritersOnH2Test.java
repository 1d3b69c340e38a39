package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** All writers wait for one lock there, so that a slow disk may keep one waiting for longer than for any other lock. */
class SlowWritersOnH2Test {

    private static final String LOCK_TIMEOUT = ";LOCK_TIMEOUT=1000";

    private final AtomicInteger timeOuts = new AtomicInteger();

    @Test
    void aWriteOutlastsATimeOutOfTheLock() throws Exception {
        TestDatabase database = TestDatabase.h2InMemory();
        JdbcConnectionPool pool =
                JdbcConnectionPool.create(database.url() + LOCK_TIMEOUT, database.user(), database.password());
        JobRepository repository = new JdbcJobRepository(watched(DataSource.class, pool));
        assertThat(repository.find("none")).isEmpty();
        Job job = TestJobs.reserved(TestJobs.SCOPE, "key", Clock.systemUTC().instant());

        CompletableFuture<Job> reserved;
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(Dialect.H2.lockTable().orElseThrow());
            reserved = CompletableFuture.supplyAsync(() -> repository.reserve(job, "node", Duration.ofMinutes(1)));
            await().until(() -> timeOuts.get() > 0);
            assertThat(reserved).isNotDone();
            other.rollback();
        }

        assertThat(reserved.get(60, TimeUnit.SECONDS).id()).isEqualTo(job.id());
        assertThat(repository.find(job.id())).isPresent();
        pool.dispose();
    }

    private <T> T watched(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result;
                    try {
                        result = Delegation.call(target, method, arguments);
                    } catch (SQLTimeoutException e) {
                        timeOuts.incrementAndGet();
                        throw e;
                    }
                    return switch (method.getName()) {
                        case "getConnection" ->
                            target instanceof DataSource ? watched(Connection.class, result) : result;
                        case "createStatement" -> watched(Statement.class, result);
                        default -> result;
                    };
                }));
    }
}
