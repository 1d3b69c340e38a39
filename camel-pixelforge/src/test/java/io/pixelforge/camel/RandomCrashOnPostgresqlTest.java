package io.pixelforge.camel;

import io.pixelforge.camel.jobs.TestDatabase;

class RandomCrashOnPostgresqlTest extends RandomCrashes {

    RandomCrashOnPostgresqlTest() {
        super(60, 6);
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.postgresql();
    }
}
