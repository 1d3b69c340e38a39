package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConcurrentConsumersTest extends ConsumerTestSupport {

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Set<Object> batchSizes = ConcurrentHashMap.newKeySet();

    @AfterEach
    void letAllOut() {
        open.countDown();
    }

    @Test
    void soManyExchangesAreInTheRouteAtOnceAndNoMore() {
        assertBounded("three", 3, 7);
    }

    @Test
    void oneExchangeIsInTheRouteUnlessToldOtherwise() {
        assertBounded("one", 1, 3);
    }

    @Test
    void anExchangeThatWasHandedOnStillCounts() {
        assertBounded("handed", 2, 5);
    }

    @Test
    void theNextIsTakenAsSoonAsAThreadIsFree() {
        assertBounded("woken", 2, 7);
    }

    @Test
    void noMoreAreTakenAtOnceThanMaxMessagesPerPoll() {
        open.countDown();
        List<String> submitted = submit("few", 5);

        await().untilAsserted(() -> assertThat(requestIds("mock:few")).containsExactlyInAnyOrderElementsOf(submitted));
        assertThat(batchSizes).allSatisfy(size -> assertThat((Integer) size).isBetween(1, 2));
    }

    private void assertBounded(String group, int bound, int number) {
        List<String> submitted = submit(group, number);
        await().until(() -> submitted.stream()
                .allMatch(id -> stored(group, id).orElseThrow().state().isEnded()));
        await().until(() -> inside.get() == bound);

        open.countDown();

        await().untilAsserted(
                        () -> assertThat(requestIds("mock:" + group)).containsExactlyInAnyOrderElementsOf(submitted));
        assertThat(most.get()).isEqualTo(bound);
        await().until(() -> submitted.stream().allMatch(id -> stored(group, id).isEmpty()));
    }

    private void hold(Exchange exchange) throws InterruptedException {
        batchSizes.add(exchange.getProperty(Exchange.BATCH_SIZE));
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        open.await();
        inside.decrementAndGet();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUME + "&jobGroup=three&concurrentConsumers=3")
                        .process(ConcurrentConsumersTest.this::hold)
                        .to("mock:three");
                from(CONSUME + "&jobGroup=one")
                        .process(ConcurrentConsumersTest.this::hold)
                        .to("mock:one");
                from(CONSUME + "&jobGroup=handed&concurrentConsumers=2").to("seda:handed?waitForTaskToComplete=Never");
                from("seda:handed?concurrentConsumers=5&pollTimeout=20")
                        .process(ConcurrentConsumersTest.this::hold)
                        .to("mock:handed");
                from("pixelforge:relight?initialDelay=0&delay=1h&jobGroup=woken&concurrentConsumers=2")
                        .process(ConcurrentConsumersTest.this::hold)
                        .to("mock:woken");
                from(CONSUME + "&jobGroup=few&concurrentConsumers=5&maxMessagesPerPoll=2")
                        .process(ConcurrentConsumersTest.this::hold)
                        .to("mock:few");
            }
        };
    }
}
