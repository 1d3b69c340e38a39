package io.pixelforge.camel.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** What differs between databases. */
enum Dialect {
    /**
     * Would sort all rows of the table before it locks some: here the check of the lease alone keeps nodes apart.
     *
     * <p>While one transaction is written to its file, H2 may take into it some of the maps of another that runs, and
     * not the others (its issue 2080). A kill then leaves a row and its indexes that do not fit together. So only one
     * transaction at a time writes to the table. There is no LOCK TABLE: this statement says what is so anyway, but
     * keeps the table for its transaction until that is in the file.
     */
    H2(
            "h2.sql",
            "SELECT CURRENT_TIMESTAMP(3)",
            "",
            Optional.of("ALTER TABLE pixelforge_job SET REFERENTIAL_INTEGRITY TRUE"),
            true),
    POSTGRESQL("postgresql.sql", "SELECT clock_timestamp()", " FOR UPDATE SKIP LOCKED", Optional.empty(), true),
    /** MySQL 8 and MariaDB 10.6 or later; its times have no zone, so they are kept in UTC. */
    MYSQL("mysql.sql", "SELECT UTC_TIMESTAMP(3)", " FOR UPDATE SKIP LOCKED", Optional.empty(), false);

    private final String ddl;
    private final String now;
    private final String skipLocked;
    private final Optional<String> lockTable;
    private final boolean zoned;

    Dialect(String ddl, String now, String skipLocked, Optional<String> lockTable, boolean zoned) {
        this.ddl = ddl;
        this.now = now;
        this.skipLocked = skipLocked;
        this.lockTable = lockTable;
        this.zoned = zoned;
    }

    /** @throws IllegalArgumentException for a database that is none of ours */
    static Dialect of(String productName) {
        return switch (productName.toLowerCase(Locale.ROOT)) {
            case "h2" -> H2;
            case "postgresql" -> POSTGRESQL;
            case "mysql", "mariadb" -> MYSQL;
            default ->
                throw new IllegalArgumentException("JdbcJobRepository does not know the database " + productName
                        + ". It knows H2, PostgreSQL, MySQL and MariaDB.");
        };
    }

    /** The resource with the statements that make the table. */
    String ddl() {
        return ddl;
    }

    /** Asks the database for its own time. */
    String now() {
        return now;
    }

    /** The end of a query that leaves the rows to others which they are just claiming. */
    String skipLocked() {
        return skipLocked;
    }

    /** What a transaction that writes begins with where two of them must not run at the same time. */
    Optional<String> lockTable() {
        return lockTable;
    }

    /** A time as a statement's parameter. */
    Object write(Instant instant) {
        if (instant == null) {
            return null;
        }
        Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
        return zoned ? millis.atOffset(ZoneOffset.UTC) : LocalDateTime.ofInstant(millis, ZoneOffset.UTC);
    }

    Instant read(ResultSet row, String column) throws SQLException {
        if (zoned) {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
