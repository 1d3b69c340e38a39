package io.pixelforge.camel.gateway;

import io.pixelforge.camel.gateway.CallQueue.Call;
import io.pixelforge.camel.gateway.CallQueue.Kind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/**
 * The calls with one key that wait. Submits and generate calls take turns and go before status calls, but at most
 * {@value #IN_A_ROW} of them while one of those waits.
 */
final class CallLane {

    private static final int IN_A_ROW = 3;

    private final Pace pace;
    private final Queue<Call<?>> submits = new ArrayDeque<>();
    private final Queue<Call<?>> generates = new ArrayDeque<>();
    private final Queue<Call<?>> questions = new ArrayDeque<>();
    private int submitsInARow;
    private boolean generateIsNext;

    CallLane(Pace pace) {
        this.pace = pace;
    }

    Pace pace() {
        return pace;
    }

    void add(Call<?> call) {
        waiting(call.kind()).add(call);
    }

    boolean isEmpty() {
        return submits.isEmpty() && generates.isEmpty() && questions.isEmpty();
    }

    int waiting() {
        return submits.size() + generates.size() + questions.size();
    }

    int waitingStatus() {
        return questions.size();
    }

    /** @param generate whether a generate call may be next */
    Call<?> next(boolean generate) {
        Kind kind = nextKind(generate && !generates.isEmpty());
        if (kind == null) {
            return null;
        }
        submitsInARow = kind == Kind.STATUS ? 0 : submitsInARow + 1;
        generateIsNext = kind == Kind.SUBMIT || kind == Kind.STATUS && generateIsNext;
        return waiting(kind).remove();
    }

    private Kind nextKind(boolean generate) {
        boolean submit = !submits.isEmpty();
        boolean status = !questions.isEmpty();
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
        for (Queue<Call<?>> queue : List.of(submits, generates, questions)) {
            into.addAll(queue);
            queue.clear();
        }
    }

    private Queue<Call<?>> waiting(Kind kind) {
        return switch (kind) {
            case SUBMIT -> submits;
            case GENERATE -> generates;
            case STATUS -> questions;
        };
    }
}
