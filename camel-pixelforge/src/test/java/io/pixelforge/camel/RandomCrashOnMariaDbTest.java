package io.pixelforge.camel;

import io.pixelforge.camel.jobs.TestDatabase;

class RandomCrashOnMariaDbTest extends RandomCrashes {

    RandomCrashOnMariaDbTest() {
        super(20, 2);
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
