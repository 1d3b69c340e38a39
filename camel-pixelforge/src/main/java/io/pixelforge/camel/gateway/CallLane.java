package io.pixelforge.camel.gateway;

import io.pixelforge.camel.gateway.CallQueue.Call;
import io.pixelforge.camel.gateway.CallQueue.Kind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;

/**
 * The calls with one key that wait. Submits and generate calls take turns and go before status calls, but at most
 * {@value #IN_A_ROW} of them while one of those waits.
 */
final class CallLane {

    private static final int IN_A_ROW = 3;

    private final Pace pace;
    private final Map<Kind, Queue<Call<?>>> waiting = new EnumMap<>(Kind.class);
    private int submitsInARow;
    private boolean generateIsNext;

    CallLane(Pace pace) {
        this.pace = pace;
        for (Kind kind : Kind.values()) {
            waiting.put(kind, new ArrayDeque<>());
        }
    }

    Pace pace() {
        return pace;
    }

    void add(Call<?> call) {
        waiting.get(call.kind()).add(call);
    }

    boolean isEmpty() {
        return waiting.values().stream().allMatch(Queue::isEmpty);
    }

    int waitingStatus() {
        return waiting.get(Kind.STATUS).size();
    }

    /** @param generate whether a generate call may be next */
    Call<?> next(boolean generate) {
        Kind kind = nextKind(generate && !waiting.get(Kind.GENERATE).isEmpty());
        if (kind == null) {
            return null;
        }
        submitsInARow = kind == Kind.STATUS ? 0 : submitsInARow + 1;
        generateIsNext = kind == Kind.SUBMIT || kind == Kind.STATUS && generateIsNext;
        return waiting.get(kind).remove();
    }

    private Kind nextKind(boolean generate) {
        boolean submit = !waiting.get(Kind.SUBMIT).isEmpty();
        boolean status = !waiting.get(Kind.STATUS).isEmpty();
        if (status && (submitsInARow >= IN_A_ROW || !submit && !generate)) {
            return Kind.STATUS;
        }
        if (submit && generate) {
            return generateIsNext ? Kind.GENERATE : Kind.SUBMIT;
        }
        return submit ? Kind.SUBMIT : generate ? Kind.GENERATE : null;
    }

    /** Takes all that wait. */
    void removeAll(Collection<Call<?>> into) {
        waiting.values().forEach(queue -> {
            into.addAll(queue);
            queue.clear();
        });
    }
}
