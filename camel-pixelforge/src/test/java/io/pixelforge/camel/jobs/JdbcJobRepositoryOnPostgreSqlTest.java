package io.pixelforge.camel.jobs;

class JdbcJobRepositoryOnPostgreSqlTest extends JdbcJobRepositoryContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgresql();
    }
}
