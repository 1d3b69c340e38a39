package io.pixelforge.camel.jobs;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JdbcJobRepositoryOnH2FileTest extends JdbcJobRepositoryContract {

    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return TestDatabase.h2File(directory);
    }
}
