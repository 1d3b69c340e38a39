package io.pixelforge.sandbox.faults;

import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.CallKind;

/** When a fault is played. By itself: on the next call of its kind, once. */
public final class Rule {

    private static final int FOREVER = -1;

    private final Faults faults;
    private final CallKind kind;
    private int left = 1;
    private double probability = 1;
    private String inPath = "";
    private String inBody = "";
    private Fault fault;
    private long number;

    Rule(Faults faults, CallKind kind) {
        this.faults = faults;
        this.kind = kind;
    }

    /** On so many calls instead of one. */
    public Rule times(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("A fault is played at least once, not " + calls + " times");
        }
        left = calls;
        return this;
    }

    /** On every call until the faults are cleared; rules with a number of times go before those. */
    public Rule always() {
        left = FOREVER;
        return this;
    }

    /** On a call with this probability, 0-1; drawn from the sandbox's seed. Calls that are spared do not count. */
    public Rule probability(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("A probability is between 0 and 1, not " + chance);
        }
        probability = chance;
        return this;
    }

    /** Only on status and media calls of this request id, and on callbacks about it. */
    public Rule request(String requestId) {
        inPath = requestId;
        return this;
    }

    /** Only on calls whose body holds this text, a prompt for example. */
    public Rule containing(String text) {
        inBody = text;
        return this;
    }

    /** Plays this fault then. Nothing happens before this is called. */
    public void play(Fault played) {
        fault = played;
        faults.add(this);
    }

    void number(long given) {
        number = given;
    }

    long number() {
        return number;
    }

    PendingFault view() {
        return new PendingFault(number, kind, fault.toString(), permanent() ? 0 : left, probability, inPath, inBody);
    }

    boolean permanent() {
        return left == FOREVER;
    }

    boolean spent() {
        return left == 0;
    }

    boolean matches(CallKind callKind, Call call) {
        return kind == callKind
                && (inPath.isEmpty() || call.path().contains(inPath))
                && (inBody.isEmpty() || call.text().contains(inBody));
    }

    double probability() {
        return probability;
    }

    Fault take() {
        left = permanent() ? left : left - 1;
        return fault;
    }
}
