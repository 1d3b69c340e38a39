package io.pixelforge.camel;

import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.camel.jobs.SettableClock;
import io.pixelforge.sandbox.records.RecordedRequest;
import java.util.List;
import org.apache.camel.CamelContext;

/** For the component time goes on only when the test says so; the gateway's goes on by itself. */
public abstract class StoppedClockTestSupport extends PixelForgeTestSupport {

    protected final SettableClock clock = new SettableClock();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("pixelforge", PixelForgeComponent.class).useClock(clock);
        return context;
    }

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setJobRepository(new MemoryJobRepository(clock, 10_000));
    }

    /** What the gateway was asked after so many requests. */
    protected static List<RecordedRequest> requestsAfter(int known) {
        List<RecordedRequest> requests = GATEWAY.sandbox().requests();
        return requests.subList(known, requests.size());
    }
}
