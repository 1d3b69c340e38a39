package io.pixelforge.camel.jobs;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** An H2 database that is asked, before each write, how its connection has locked the table. */
final class LocksOfWrites {

    private final DataSource real;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    LocksOfWrites(DataSource real) {
        this.real = real;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, real);
    }

    /** As H2 calls them: WRITE keeps all others out, READ lets others write to other rows, NONE is none. */
    Set<String> seen() {
        return seen;
    }

    private <T> T wrap(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("executeUpdate")) {
                        seen.add(lock(((PreparedStatement) target).getConnection()));
                    }
                    Object result = Delegation.call(target, method, arguments);
                    return switch (method.getName()) {
                        case "getConnection" -> target == real ? wrap(Connection.class, result) : result;
                        case "prepareStatement" -> wrap(PreparedStatement.class, result);
                        default -> result;
                    };
                }));
    }

    private static String lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet lock = statement.executeQuery("SELECT LOCK_TYPE FROM INFORMATION_SCHEMA.LOCKS"
                        + " WHERE TABLE_NAME = 'PIXELFORGE_JOB' AND SESSION_ID = SESSION_ID()")) {
            return lock.next() ? lock.getString(1) : "NONE";
        }
    }
}
