package io.pixelforge.camel.jobs;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A database whose rows are counted as they are read. */
final class CountedRows {

    private static final Map<String, Class<?>> WRAPPED = Map.of(
            "getConnection", Connection.class,
            "createStatement", Statement.class,
            "prepareStatement", PreparedStatement.class,
            "executeQuery", ResultSet.class);

    private final DataSource real;
    private final AtomicLong rows = new AtomicLong();

    CountedRows(DataSource real) {
        this.real = real;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, real);
    }

    long count() {
        return rows.get();
    }

    private <T> T wrap(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = Delegation.call(target, method, arguments);
                    if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                        rows.incrementAndGet();
                    }
                    Class<?> wrapped = WRAPPED.get(method.getName());
                    return wrapped == null ? result : wrap(wrapped, result);
                }));
    }
}
