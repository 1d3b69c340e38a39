package io.pixelforge.camel.soak;

import io.pixelforge.camel.callbacks.ForgedCallbacks;
import io.pixelforge.camel.jobs.GatewayState;
import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobControl;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.JobState;
import io.pixelforge.camel.soak.SoakOrder.Told;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does what people do who run such a flow: submits again what was refused, and decides what is in doubt. */
final class SoakOperator {

    /** Far more than there are faults that refuse one. */
    private static final int MOST_SUBMITS = 40;

    private static final Duration KEY_REFUSED_PAUSE = Duration.ofSeconds(61);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final SoakRound round;
    private final SoakFlow flow;
    private final ForgedCallbacks forged;
    private boolean consumersHeld;
    private boolean pendingHeld;

    SoakOperator(SoakRound round) {
        this.round = round;
        this.flow = round.flow;
        this.forged = new ForgedCallbacks(flow);
    }

    /** What has to be so before the first submit. */
    void prepare() throws Exception {
        if (round.faults.contains(SoakFault.NOBODY_CONSUMES)) {
            consumersHeld = true;
            for (SoakGroup group : SoakGroup.values()) {
                flow.context.getRouteController().stopRoute(group.name());
            }
        }
        if (round.faults.contains(SoakFault.MANY_PENDING)) {
            pendingHeld = true;
            flow.sandbox.faults().on(CallKind.STATUS).always().play(Fault.statusWord("PROCESSING"));
        }
    }

    /** Does what there is to do now, and tells which orders wait for more. */
    List<SoakOrder> unsettled() throws Exception {
        giveUpIfItIsTooLate();
        waitOutRefusedKeys();
        if (round.faults.contains(SoakFault.CALLBACK_FORGED)) {
            forged.send(round.problems()).forEach(ignored -> round.count(SoakFault.CALLBACK_FORGED));
        }
        List<SoakOrder> waiting = new ArrayList<>();
        boolean onlyEndsAreMissing = true;
        boolean allAreAccepted = true;
        for (SoakOrder order : round.orders()) {
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
        } else if (onlyEndsAreMissing && nothingIsLeft()) {
            giveUpIfAnyIsLost(waiting);
        }
        return waiting;
    }

    private void giveUpIfItIsTooLate() {
        flow.sandbox.ledger().chargesByPrompt().forEach((prompt, charges) -> {
            if (charges > 1) {
                throw new IllegalStateException("Paid " + charges + " times: " + prompt);
            }
        });
        if (!round.problems().isEmpty()) {
            throw new IllegalStateException(String.join("; ", round.problems()));
        }
        if (round.orders().stream().anyMatch(order -> order.rounds() > MOST_SUBMITS)) {
            throw new IllegalStateException("An order is never accepted: " + round.orders());
        }
    }

    /** Their ends may have come since they were looked at, but not after all jobs were over and done with. */
    private void giveUpIfAnyIsLost(List<SoakOrder> waiting) {
        List<SoakOrder> lost = waiting.stream()
                .filter(order -> !order.ends().keySet().containsAll(accepted(order)))
                .toList();
        if (!lost.isEmpty()) {
            throw new IllegalStateException("Lost: " + lost);
        }
    }

    private void again(SoakOrder order) {
        if (!order.wasTold(Told.IN_DOUBT) || decide(order)) {
            round.submit(order);
        }
    }

    /** Looks a request in doubt up at the service. @return whether that is decided */
    private boolean decide(SoakOrder order) {
        Optional<Job> job = flow.repository(order.group).findByKey(round.scope(order.group), "relight", order.key);
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
            GatewayState state = control.gateway(round.scope(group), flow.clock.instant());
            Instant soon = flow.clock.instant().plus(LONGEST_WAIT);
            if (state.nextAt() != null && state.nextAt().isAfter(soon)) {
                flow.clock.skip(KEY_REFUSED_PAUSE);
            }
        }
    }

    private void letPendingGo() {
        SoakAudit.assertManyPendingAreNoBurden(round);
        round.count(SoakFault.MANY_PENDING);
        pendingHeld = false;
        flow.sandbox.faults().clear();
    }

    private void letConsumersGo() throws Exception {
        flow.clock.skip(SoakFlow.RETENTION.multipliedBy(2));
        flow.repositories().forEach(JobRepository::removeExpired);
        round.count(SoakFault.NOBODY_CONSUMES);
        consumersHeld = false;
        for (SoakGroup group : SoakGroup.values()) {
            flow.context.getRouteController().startRoute(group.name());
        }
    }

    private boolean nothingIsLeft() {
        return flow.counts().stream().allMatch(count -> count.entries().isEmpty());
    }

    private boolean nothingIsPending() {
        return flow.counts().stream().allMatch(count -> count.pending() == 0 && count.inDoubt() == 0);
    }

    /** The ids of the requests that the gateway has accepted for an order. */
    private List<String> accepted(SoakOrder order) {
        String prompt = SoakOrder.prompt(order.key);
        return flow.sandbox.ledger().entries().stream()
                .filter(entry -> entry.prompt().equals(prompt))
                .map(LedgerEntry::id)
                .toList();
    }
}
