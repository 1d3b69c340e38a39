package io.pixelforge.camel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Also sees that each write has the table for itself, since a kill may damage it else. */
class JdbcJobRepositoryOnH2FileTest extends JdbcJobRepositoryContract {

    @TempDir
    private Path directory;

    private LocksOfWrites locks;

    @Override
    TestDatabase database() {
        return TestDatabase.h2File(directory);
    }

    @Override
    DataSource watched(DataSource pool) {
        locks = new LocksOfWrites(pool);
        return locks.dataSource();
    }

    @AfterEach
    void eachWriteHadTheTableForItself() {
        assertThat(locks.seen()).isSubsetOf("WRITE");
    }
}
