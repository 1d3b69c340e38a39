package io.pixelforge.camel.jobs;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The maps of an H2 database, with a pause each time it collects what it writes to its file: between the map of the rows
 * and those of the indexes. H2 itself takes them in any order, and nothing keeps others from writing meanwhile.
 */
final class PausedH2Write extends ConcurrentHashMap<Integer, MVMap<?, ?>> {

    private static final long serialVersionUID = 1L;

    private final transient Runnable pause;
    private final boolean rowsFirst;

    private PausedH2Write(Map<Integer, MVMap<?, ?>> maps, boolean rowsFirst, Runnable pause) {
        super(maps);
        this.rowsFirst = rowsFirst;
        this.pause = pause;
    }

    /** There is no way in but H2's private field. */
    @SuppressWarnings("unchecked")
    static void pause(DataSource database, boolean rowsFirst, Runnable pause)
            throws SQLException, ReflectiveOperationException {
        try (Connection connection = database.getConnection()) {
            SessionLocal session =
                    (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            MVStore store = session.getDatabase().getStore().getMvStore();
            Field maps = MVStore.class.getDeclaredField("maps");
            maps.setAccessible(true);
            maps.set(store, new PausedH2Write((Map<Integer, MVMap<?, ?>>) maps.get(store), rowsFirst, pause));
        }
    }

    @Override
    public Collection<MVMap<?, ?>> values() {
        boolean writing = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("collectChangedMapRoots")));
        if (!writing) {
            return super.values();
        }
        List<MVMap<?, ?>> ordered = super.values().stream()
                .sorted(Comparator.comparing(map -> isOfRows(map) != rowsFirst))
                .toList();
        return new AbstractCollection<>() {
            @Override
            public int size() {
                return ordered.size();
            }

            @Override
            public Iterator<MVMap<?, ?>> iterator() {
                return pausing(ordered.iterator());
            }
        };
    }

    private Iterator<MVMap<?, ?>> pausing(Iterator<MVMap<?, ?>> maps) {
        return new Iterator<>() {
            private boolean paused;

            @Override
            public boolean hasNext() {
                return maps.hasNext();
            }

            @Override
            public MVMap<?, ?> next() {
                MVMap<?, ?> next = maps.next();
                if (!paused && isOfRows(next) != rowsFirst) {
                    paused = true;
                    pause.run();
                }
                return next;
            }
        };
    }

    private static boolean isOfRows(MVMap<?, ?> map) {
        return map.getName().startsWith("table.");
    }
}
