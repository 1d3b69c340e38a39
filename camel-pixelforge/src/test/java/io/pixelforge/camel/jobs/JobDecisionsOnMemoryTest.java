package io.pixelforge.camel.jobs;

import java.time.Clock;

class JobDecisionsOnMemoryTest extends JobDecisionsContract {

    @Override
    JobRepository create(Clock clock) {
        return new MemoryJobRepository(clock, 100);
    }
}
