package io.pixelforge.camel.observe;

import io.pixelforge.camel.gateway.CallObserver;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobObserver;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** What is measured; nothing where Micrometer is not there, or no registry of its is bound. */
interface Metering extends JobObserver, CallObserver {

    /** Measures nothing. */
    Metering NONE = new Metering() {
        @Override
        public void openGroup(String group) {}

        @Override
        public void openOperation(String group, String operation) {}

        @Override
        public void changed(Job before, Job after) {}

        @Override
        public void ended(String call, int code, Duration took, PixelForgeException failure) {}

        @Override
        public void downloaded(long bytes) {}

        @Override
        public void close() {}
    };

    /** There will be jobs of this group. */
    void openGroup(String group);

    /** There will be jobs of this operation: what is counted of them begins with 0. */
    void openOperation(String group, String operation);

    /** A picture is there that has so many bytes. */
    void downloaded(long bytes);

    /** Takes back what would ask for figures later. */
    void close();

    /** What is measured in a context. */
    static Metering of(CamelContext context, JobFigures figures, Clock clock) {
        boolean there = context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        return there ? Meters.of(context.getRegistry(), figures, clock) : NONE;
    }
}
