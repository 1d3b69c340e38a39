package io.pixelforge.camel.nodes;

import io.pixelforge.camel.jobs.TestDatabase;

class RandomCrashOnMariaDbTest extends RandomCrashes {

    RandomCrashOnMariaDbTest() {
        super(30, 4);
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
