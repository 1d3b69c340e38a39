package io.pixelforge.camel;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;

/** Routes that consume ends at once, and a look at what the repository keeps of them. */
public abstract class ConsumerTestSupport extends PixelForgeTestSupport {

    /** The fallback of the wake-up, so short that a redelivery is not waited for. */
    protected static final String CONSUME = "pixelforge:relight?initialDelay=0&delay=20";

    protected final JobRepository repository = new MemoryJobRepository();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setJobRepository(repository);
        configuration.setRedeliveryDelay(20);
        configuration.setInitialPollDelay(20);
        configuration.setPollInterval(20);
    }

    protected String submit(String group) {
        return submit(group, Map.of());
    }

    protected String submit(String group, Map<String, Object> headers) {
        return template.request("pixelforge:relight?prompt=Soft light&jobGroup=" + group, e -> {
                    e.getMessage().setBody(PHOTO);
                    e.getMessage().setHeaders(new HashMap<>(headers));
                })
                .getMessage()
                .getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }

    protected List<String> submit(String group, int number) {
        return Stream.generate(() -> submit(group)).limit(number).toList();
    }

    protected Optional<Job> stored(String group, String requestId) {
        return repository.findByRequestId(ComponentSeams.scope(group, GATEWAY.url()), requestId);
    }

    protected List<String> requestIds(String mock) {
        MockEndpoint endpoint = getMockEndpoint(mock);
        return endpoint.getReceivedExchanges().stream()
                .map(ConsumerTestSupport::requestId)
                .toList();
    }

    protected static String requestId(Exchange exchange) {
        return exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
    }
}
