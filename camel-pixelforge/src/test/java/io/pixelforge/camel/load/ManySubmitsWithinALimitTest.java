package io.pixelforge.camel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeTestSupport;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ManySubmitsWithinALimitTest extends PixelForgeTestSupport {

    private static final int MANY = 5_000;
    private static final int ALLOWED = 50;
    private static final String GROUP = "many";
    private static final String URI = "pixelforge:relight?prompt=Soft light&idempotentKey=${header.key}&jobGroup="
            + GROUP + "&maxInFlight=" + ALLOWED;

    private final PixelForgeSandbox quick = new PixelForgeSandbox(SandboxOptions.builder()
                    .queueTime(Duration.ZERO)
                    .processingTime(Duration.ofMillis(10))
                    .build())
            .start();
    private final JobRepository memory = new MemoryJobRepository();
    private final List<String> reserved = new CopyOnWriteArrayList<>();
    private final AtomicInteger mostOpen = new AtomicInteger();

    @Override
    protected void configure(PixelForgeConfiguration configuration) {
        super.configure(configuration);
        configuration.setGatewayUrl(quick.url());
        configuration.setJobRepository(watched());
        configuration.setInitialPollDelay(20);
        configuration.setPollInterval(20);
        configuration.setMaxPollInterval(40);
    }

    @AfterEach
    void closeSandbox() {
        quick.close();
    }

    @Test
    void waitWithoutThreadsAndReservationsAndAreSentInTheirOrder() throws Exception {
        quick.faults().on(CallKind.STATUS).always().play(Fault.status(503));
        List<String> keys = IntStream.range(0, MANY).mapToObj(i -> "key" + i).toList();
        List<Exchange> exchanges = new ArrayList<>();
        CountDownLatch left = new CountDownLatch(MANY);
        AsyncProducer producer = context.getEndpoint(URI).createAsyncProducer();
        producer.start();
        for (String key : keys) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(PHOTO);
            exchange.getMessage().setHeader("key", key);
            exchanges.add(exchange);
            producer.process(exchange, doneSync -> left.countDown());
        }

        await().until(() -> left.getCount() == MANY - ALLOWED);
        long asked = quick.counters().statusCalls();
        await().until(() -> quick.counters().statusCalls() > asked + ALLOWED);
        assertThat(reserved).containsExactlyElementsOf(keys.subList(0, ALLOWED));
        assertThat(quick.ledger().charges()).isEqualTo(ALLOWED);
        assertThat(left.getCount()).isEqualTo(MANY - ALLOWED);
        assertThat(camelThreads()).isLessThan(60);

        quick.faults().clear();
        left.await();

        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
        assertThat(reserved).containsExactlyElementsOf(keys);
        assertThat(mostOpen).hasValue(ALLOWED);
        assertThat(quick.ledger().chargesByPrompt().values()).containsExactly((long) MANY);
    }

    /** The repository, of which is noted who got a place in it. */
    private JobRepository watched() {
        return (JobRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(memory, arguments);
                    if (method.getName().equals("reserve")
                            && ((Job) arguments[0]).id().equals(((Job) result).id())) {
                        reserved.add(((Job) result).spec().key());
                        mostOpen.accumulateAndGet(memory.countOpen(GROUP), Math::max);
                    }
                    return result;
                });
    }

    /** The gateway, in the same process, has threads of its own. */
    private static long camelThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Camel"))
                .count();
    }
}
