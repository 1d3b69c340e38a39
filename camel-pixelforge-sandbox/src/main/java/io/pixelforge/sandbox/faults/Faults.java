package io.pixelforge.sandbox.faults;

import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.CallKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The faults that are to be played, as in {@code faults().on(SUBMIT).times(2).play(Fault.status(429).retryAfter(1))}. A
 * call meets at most one: the first that matches, those with a number of times before the permanent ones, in the order in
 * which they were asked for.
 */
public final class Faults {

    private final List<Rule> counted = new ArrayList<>();
    private final List<Rule> permanent = new ArrayList<>();
    private final long seed;
    private Random random;
    private long lastNumber;

    /** Faults whose probabilities are drawn from this seed. */
    public Faults(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Begins to ask for a fault on calls of this kind. */
    public Rule on(CallKind kind) {
        return new Rule(this, kind);
    }

    /** Forgets all faults, and begins the draws anew. */
    public synchronized void clear() {
        counted.clear();
        permanent.clear();
        random = new Random(seed);
    }

    /** Takes the rule with that number back; false if there is none, because it was played or cleared. */
    public synchronized boolean remove(long number) {
        boolean wasCounted = counted.removeIf(rule -> rule.number() == number);
        return permanent.removeIf(rule -> rule.number() == number) || wasCounted;
    }

    /** The rules that are still to be played, in the order in which calls meet them. */
    public synchronized List<PendingFault> all() {
        return Stream.concat(counted.stream(), permanent.stream())
                .map(Rule::view)
                .toList();
    }

    /** The number of rules that are still to be played, permanent ones included. */
    public synchronized int pending() {
        return counted.size() + permanent.size();
    }

    /** The fault that this call meets. */
    public synchronized Optional<Fault> next(CallKind kind, Call call) {
        Optional<Fault> fault = next(counted, kind, call);
        return fault.isPresent() ? fault : next(permanent, kind, call);
    }

    synchronized void add(Rule rule) {
        rule.number(++lastNumber);
        (rule.permanent() ? permanent : counted).add(rule);
    }

    private Optional<Fault> next(List<Rule> rules, CallKind kind, Call call) {
        for (Rule rule : rules) {
            if (rule.matches(kind, call) && (rule.probability() == 1 || random.nextDouble() < rule.probability())) {
                Fault fault = rule.take();
                rules.removeIf(Rule::spent);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
