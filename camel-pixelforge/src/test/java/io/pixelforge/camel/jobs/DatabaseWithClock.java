package io.pixelforge.camel.jobs;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import javax.sql.DataSource;

/** A database that tells another time than the real one: only the statement that asks for it is changed. */
final class DatabaseWithClock {

    private final DataSource real;
    private final Clock clock;

    DatabaseWithClock(DataSource real, Clock clock) {
        this.real = real;
        this.clock = clock;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, real);
    }

    private <T> T wrap(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object[] changed = method.getName().equals("executeQuery") && arguments != null
                            ? new Object[] {withTime((String) arguments[0])}
                            : arguments;
                    Object result = Delegation.call(target, method, changed);
                    return method.getName().equals("getConnection") && target == real
                            ? wrap(Connection.class, result)
                            : method.getName().equals("createStatement") ? wrap(Statement.class, result) : result;
                }));
    }

    private String withTime(String sql) throws SQLException {
        String time = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .toString()
                .replace('T', ' ');
        return Arrays.stream(Dialect.values())
                .filter(dialect -> dialect.now().equals(sql))
                .findFirst()
                .map(dialect -> dialect == Dialect.MYSQL
                        ? "SELECT CAST('" + time + "' AS DATETIME(3))"
                        : "SELECT CAST('" + time + "+00' AS TIMESTAMP(3) WITH TIME ZONE)")
                .orElse(sql);
    }
}
