package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pixelforge.camel.SoakOrder.Told;
import io.pixelforge.camel.jobs.GatewayState;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobControl;
import io.pixelforge.camel.jobs.JobCounts;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.faults.PendingFault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.awaitility.core.ThrowingRunnable;

/** Some orders and some faults, from the first submit until each order has its end. */
final class SoakRound {

    /** A jittered double, and what it says. */
    static final String REST_SECONDS = "0.3700000000000001";

    static final Duration REST = Duration.ofMillis(370);

    /** The path of the spy that pictures are to be had at; nothing else is to be asked for there. */
    static final String ELSEWHERE = "/picture.png";

    /** Far more than there are faults that refuse one. */
    private static final int MOST_SUBMITS = 40;

    private static final Duration KEY_REFUSED_PAUSE = Duration.ofSeconds(61);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final SoakFlow flow;
    final Set<SoakFault> faults;

    private final Random random;
    private final SoakConsumer consumer = new SoakConsumer(this);
    private final ForgedCallbacks forged;
    private final Map<String, SoakOrder> orders = new LinkedHashMap<>();
    private final Map<Long, Armed> armed = new HashMap<>();
    private final Map<SoakFault, AtomicInteger> played = new EnumMap<>(SoakFault.class);
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private boolean consumersHeld;
    private boolean pendingHeld;

    private record Armed(SoakFault fault, int times) {}

    /** @param random decides how often a fault is played; {@code null} for once each */
    SoakRound(SoakFlow flow, Collection<SoakFault> faults, Collection<SoakOrder> orders, Random random) {
        this.flow = flow;
        this.faults = Set.copyOf(faults);
        this.random = random;
        this.forged = new ForgedCallbacks(flow);
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

    void holdConsumers() {
        consumersHeld = true;
    }

    void holdPending() {
        pendingHeld = true;
        armForGood(CallKind.STATUS, Fault.statusWord("PROCESSING"));
    }

    /** Until each order has its end, and nothing is left to do for anybody. */
    void run() throws Exception {
        flow.begin(this);
        faults.forEach(fault -> fault.play(this));
        if (consumersHeld) {
            consume(false);
        }
        orders().forEach(this::submit);
        eventually(() -> assertThat(unsettled()).as("orders without an end").isEmpty());
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

    private void submit(SoakOrder order) {
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
    }

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

    /** What somebody who operates the flow does, and the orders that wait for more. */
    private List<SoakOrder> unsettled() throws Exception {
        assertProgressIsPossible();
        waitOutRefusedKeys();
        if (faults.contains(SoakFault.CALLBACK_FORGED)) {
            forged.send(problems).forEach(ignored -> count(SoakFault.CALLBACK_FORGED));
        }
        List<SoakOrder> waiting = new ArrayList<>();
        boolean onlyEndsAreMissing = true;
        boolean allAreAccepted = true;
        for (SoakOrder order : orders()) {
            boolean inFlight = order.isInFlight(); // before the look at what the gateway has accepted until now
            List<String> accepted = accepted(order);
            allAreAccepted &= !accepted.isEmpty();
            if (order.isToBeSubmittedAgain()) {
                again(order);
            } else if (!inFlight && order.ends().keySet().containsAll(accepted)) {
                continue;
            }
            onlyEndsAreMissing &= !order.isInFlight();
            waiting.add(order);
        }
        if (pendingHeld && allAreAccepted) {
            letPendingGo();
        }
        if (consumersHeld && onlyEndsAreMissing && nothingIsPending()) {
            letConsumersGo();
        }
        return waiting;
    }

    private void assertProgressIsPossible() {
        if (orders().stream().anyMatch(order -> order.rounds() > MOST_SUBMITS)) {
            throw new IllegalStateException("An order is never accepted: " + orders());
        }
    }

    private void again(SoakOrder order) {
        if (!order.wasTold(Told.IN_DOUBT) || decide(order)) {
            submit(order);
        }
    }

    /** Looks a request in doubt up at the service. @return whether that is decided */
    private boolean decide(SoakOrder order) {
        Optional<Job> job = flow.repository(order.group).findByKey(scope(order), "relight", order.key);
        if (job.isEmpty() || job.get().state() != JobState.UNKNOWN) {
            return true; // a callback was faster
        }
        if (SoakAudit.posts(flow, order).size() < order.posts()) {
            return false; // one is still on its way
        }
        JobDecisions decisions = new JobDecisions(flow.repository(order.group));
        Optional<String> unknown = accepted(order).stream()
                .filter(requestId -> !order.ends().containsKey(requestId))
                .findFirst();
        try {
            if (unknown.isPresent()) {
                decisions.declareAccepted(job.get().id(), unknown.get());
            } else {
                decisions.declareNotAccepted(job.get().id());
            }
            return true;
        } catch (IllegalStateException inHand) {
            return false;
        }
    }

    /** Nothing is asked for a minute then. */
    private void waitOutRefusedKeys() {
        for (SoakGroup group : SoakGroup.values()) {
            JobControl control = flow.tracker(flow.repository(group)).control();
            GatewayState state = control.gateway(scope(group), flow.clock.instant());
            Instant soon = flow.clock.instant().plus(LONGEST_WAIT);
            if (state.nextAt() != null && state.nextAt().isAfter(soon)) {
                flow.clock.skip(KEY_REFUSED_PAUSE);
            }
        }
    }

    private void letPendingGo() {
        SoakAudit.assertManyPendingAreNoBurden(this);
        count(SoakFault.MANY_PENDING);
        pendingHeld = false;
        flow.sandbox.faults().clear();
    }

    private void letConsumersGo() throws Exception {
        flow.clock.skip(SoakFlow.RETENTION.multipliedBy(2));
        flow.repositories().forEach(JobRepository::removeExpired);
        count(SoakFault.NOBODY_CONSUMES);
        consumersHeld = false;
        consume(true);
    }

    private void consume(boolean on) throws Exception {
        for (SoakGroup group : SoakGroup.values()) {
            if (on) {
                flow.context.getRouteController().startRoute(group.name());
            } else {
                flow.context.getRouteController().stopRoute(group.name());
            }
        }
    }

    private boolean nothingIsPending() {
        return counts().stream().allMatch(count -> count.pending() == 0 && count.inDoubt() == 0);
    }

    /** What a repository or the gateway still has to do, though each order has its end. */
    private List<Object> unfinished() {
        List<Object> left = new ArrayList<>(
                counts().stream().flatMap(count -> count.entries().stream()).toList());
        if (isAlone()) {
            flow.sandbox.faults().all().stream()
                    .filter(fault -> armed.containsKey(fault.number()))
                    .forEach(left::add);
        }
        return left;
    }

    private List<JobCounts> counts() {
        return List.of(SoakGroup.values()).stream()
                .map(group -> flow.repository(group).count(group.name()))
                .toList();
    }

    private void countPlayed() {
        if (faults.contains(SoakFault.MEDIA_ELSEWHERE)) {
            played.get(SoakFault.MEDIA_ELSEWHERE).addAndGet(spy().heard().size());
        }
        Map<Long, Integer> left = new HashMap<>();
        flow.sandbox.faults().all().forEach(fault -> left.put(fault.number(), fault.left()));
        armed.forEach(
                (number, rule) -> played.get(rule.fault()).addAndGet(rule.times() - left.getOrDefault(number, 0)));
    }

    /** The ids of the requests that the gateway has accepted for an order. */
    private List<String> accepted(SoakOrder order) {
        String prompt = SoakOrder.prompt(order.key);
        return flow.sandbox.ledger().entries().stream()
                .filter(entry -> entry.prompt().equals(prompt))
                .map(LedgerEntry::id)
                .toList();
    }

    Scope scope(SoakOrder order) {
        return scope(order.group);
    }

    private Scope scope(SoakGroup group) {
        return new Scope(group.name(), ConfigurationCheck.origin(URI.create(flow.sandbox.url())));
    }
}
