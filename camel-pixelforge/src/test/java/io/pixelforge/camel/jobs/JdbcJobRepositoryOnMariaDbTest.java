package io.pixelforge.camel.jobs;

class JdbcJobRepositoryOnMariaDbTest extends JdbcJobRepositoryContract {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
