package io.pixelforge.camel.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.ComponentSeams;
import io.pixelforge.camel.gateway.InsufficientBalanceException;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.camel.secrecy.KeyLeaks;
import io.pixelforge.camel.soak.SoakOrder.Told;
import io.pixelforge.camel.wire.SpyServer;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.faults.PendingFault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.awaitility.core.ThrowingRunnable;

/** Some orders and some faults, from the first submit until each order has its end. */
final class SoakRound {

    /** A jittered double, and what it says: longer than the rest that is taken where nothing is said. */
    static final String REST_SECONDS = "1.3700000000000001";

    static final Duration REST = Duration.ofMillis(1_370);

    /** The path of the spy that pictures are to be had at; nothing else is to be asked for there. */
    static final String ELSEWHERE = "/picture.png";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final SoakFlow flow;
    final Set<SoakFault> faults;

    private final Random random;
    private final SoakConsumer consumer = new SoakConsumer(this);
    private final SoakOperator operator;
    private final Map<String, SoakOrder> orders = new LinkedHashMap<>();
    private final Map<Long, Armed> armed = new HashMap<>();
    private final Map<SoakFault, AtomicInteger> played = new EnumMap<>(SoakFault.class);
    private final AtomicInteger billingErrors = new AtomicInteger();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    private record Armed(SoakFault fault, int times) {}

    /** @param random decides how often a fault is played; {@code null} for once each */
    SoakRound(SoakFlow flow, Collection<SoakFault> faults, Collection<SoakOrder> orders, Random random) {
        this.flow = flow;
        this.faults = Set.copyOf(faults);
        this.random = random;
        this.operator = new SoakOperator(this);
        orders.forEach(order -> this.orders.put(order.key, order));
        for (SoakFault fault : SoakFault.values()) {
            played.put(fault, new AtomicInteger());
        }
    }

    Collection<SoakOrder> orders() {
        return orders.values();
    }

    SpyServer spy() {
        return flow.spy;
    }

    boolean isAlone() {
        return random == null;
    }

    /** What nobody should have seen or heard. */
    List<String> problems() {
        return problems;
    }

    void problem(SoakOrder order, String what) {
        problems.add(order + ": " + what);
    }

    /** How often each fault was played. */
    int played(SoakFault fault) {
        return played.get(fault).get();
    }

    void count(SoakFault fault) {
        played.get(fault).incrementAndGet();
    }

    /** How many submitters were told that the wallet is empty. */
    int billingErrors() {
        return billingErrors.get();
    }

    void arm(SoakFault fault, CallKind kind, List<Fault> all) {
        for (Fault one : all) {
            int times = isAlone() ? 1 : 1 + random.nextInt(3);
            flow.sandbox.faults().on(kind).times(times).play(one);
            flow.sandbox.faults().all().stream()
                    .mapToLong(PendingFault::number)
                    .max()
                    .ifPresent(number -> armed.put(number, new Armed(fault, times)));
        }
    }

    void armForGood(CallKind kind, Fault fault) {
        flow.sandbox.faults().on(kind).always().play(fault);
    }

    /** Until each order has its end, and nothing is left to do for anybody. */
    void run() throws Exception {
        flow.begin(this);
        faults.forEach(fault -> fault.play(this));
        operator.prepare();
        orders().forEach(this::submit);
        eventually(() ->
                assertThat(operator.unsettled()).as("orders without an end").isEmpty());
        if (isAlone()) {
            assertThat(left()).as("jobs ended before they were answered so").noneMatch(f -> f.on() == CallKind.STATUS);
        }
        eventually(() -> assertThat(unfinished()).as("jobs and faults left").isEmpty());
        countPlayed();
    }

    /** However slow the machine is; what is asserted is also what is done about it. */
    static void eventually(ThrowingRunnable assertion) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .untilAsserted(assertion);
    }

    void submit(SoakOrder order) {
        order.submitted();
        for (int i = 0; i < order.way.exchanges; i++) {
            flow.send(order, exchange -> answered(order, exchange));
        }
    }

    private void answered(SoakOrder order, Exchange exchange) {
        if (KeyLeaks.in(exchange)) {
            problem(order, "the answer to its submit holds the key");
        }
        String wrong = order.answered(exchange);
        if (wrong != null) {
            problem(order, wrong);
        }
        if (order.wasTold(Told.TIMED_OUT)) {
            count(SoakFault.TIME_OUT);
        }
        if (exchange.getException() instanceof InsufficientBalanceException) {
            billingErrors.incrementAndGet();
        }
    }

    /** One of its POSTs is about to be sent. */
    void posted(String key) {
        orders.get(key).posted();
    }

    /** What the route of each consumer does. */
    void emitted(Exchange exchange) {
        SoakOrder order = orders.get(exchange.getMessage().getHeader("order", "", String.class));
        if (order == null) {
            problems.add("an end without its submitter's headers: "
                    + exchange.getMessage().getHeaders());
        } else {
            consumer.emitted(order, exchange);
        }
    }

    /** What a repository or the gateway still has to do, though each order has its end. */
    private List<Object> unfinished() {
        List<Object> left = new ArrayList<>(flow.counts().stream()
                .flatMap(count -> count.entries().stream())
                .toList());
        if (isAlone()) {
            left.addAll(left());
        }
        return left;
    }

    private List<PendingFault> left() {
        return flow.sandbox.faults().all().stream()
                .filter(fault -> armed.containsKey(fault.number()))
                .toList();
    }

    private void countPlayed() {
        if (faults.contains(SoakFault.MEDIA_ELSEWHERE)) {
            played.get(SoakFault.MEDIA_ELSEWHERE).addAndGet(spy().heard().size());
        }
        Map<Long, Integer> left = new HashMap<>();
        left().forEach(fault -> left.put(fault.number(), fault.left()));
        armed.forEach(
                (number, rule) -> played.get(rule.fault()).addAndGet(rule.times() - left.getOrDefault(number, 0)));
    }

    Scope scope(SoakGroup group) {
        return ComponentSeams.scope(group.name(), flow.sandbox.url());
    }
}
