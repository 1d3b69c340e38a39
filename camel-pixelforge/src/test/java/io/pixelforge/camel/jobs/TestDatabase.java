package io.pixelforge.camel.jobs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty database of its own for a test, of any kind that we support. */
public record TestDatabase(String url, String user, String password) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static EmbeddedPostgres postgres;

    public static TestDatabase h2InMemory() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    /** As the docs tell users to set it up. */
    public static TestDatabase h2File(Path directory) {
        return new TestDatabase(
                "jdbc:h2:file:" + directory.resolve("jobs").toAbsolutePath() + ";WRITE_DELAY=0", "sa", "");
    }

    /** In one real server, which all tests of a JVM share. */
    public static synchronized TestDatabase postgresql() {
        try {
            if (postgres == null) {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
            }
            String name = "test" + NUMBER.incrementAndGet();
            TestDatabase main = new TestDatabase(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            try (HikariDataSource server = main.pool(1)) {
                execute(server.getConnection(), "CREATE DATABASE " + name);
            }
            return new TestDatabase(postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In one real server, which all tests of a JVM share; skips the test where none is installed. */
    public static TestDatabase mariadb() {
        return MariaDb.server().database("test" + NUMBER.incrementAndGet());
    }

    /** Connections as a user would set them up; to be closed. */
    public HikariDataSource pool(int size) {
        return pool(url, size);
    }

    /** The same database by way of another address. */
    public HikariDataSource pool(String otherUrl, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(otherUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    /** All rows of a query, with lower-case names. */
    public List<Map<String, Object>> query(String sql) {
        try (HikariDataSource pool = pool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many rows a statement has changed. */
    public int update(String sql) {
        try (HikariDataSource pool = pool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
