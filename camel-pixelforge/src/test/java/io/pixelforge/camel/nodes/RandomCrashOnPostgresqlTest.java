package io.pixelforge.camel.nodes;

import io.pixelforge.camel.jobs.TestDatabase;

class RandomCrashOnPostgresqlTest extends RandomCrashes {

    RandomCrashOnPostgresqlTest() {
        super(40, 4);
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.postgresql();
    }
}
