package io.pixelforge.camel.jobs;

class JdbcJobRepositoryOnH2InMemoryTest extends JdbcJobRepositoryContract {

    @Override
    TestDatabase database() {
        return TestDatabase.h2InMemory();
    }
}
