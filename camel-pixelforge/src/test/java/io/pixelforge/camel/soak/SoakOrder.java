package io.pixelforge.camel.soak;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.Charged;
import io.pixelforge.camel.gateway.CompletionTimeoutException;
import io.pixelforge.camel.gateway.JobFailedException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.camel.Exchange;

/** One picture to be relit under a key of its own, and what its submitters and the consumer of its group were told. */
final class SoakOrder {

    /** How it is submitted. */
    enum Way {
        SUBMIT(1),
        TWICE(2),
        AWAIT(1),
        /** Awaits it for a millisecond. */
        HASTY(1);

        final int exchanges;

        Way(int exchanges) {
            this.exchanges = exchanges;
        }

        boolean awaits() {
            return this == AWAIT || this == HASTY;
        }
    }

    /** What a submit is answered with. */
    enum Told {
        ACCEPTED,
        TIMED_OUT,
        REFUSED,
        IN_DOUBT
    }

    final String key;
    final SoakGroup group;
    final Way way;
    final int pictures;
    final Queue<SoakFault> routeFaults = new ArrayDeque<>();

    private final Set<Told> told = EnumSet.noneOf(Told.class);
    private final Map<String, String> ends = new HashMap<>();
    private final Set<String> emitted = new HashSet<>();
    private int inFlight;
    private int rounds;
    private int posts;

    SoakOrder(String key, SoakGroup group, Way way, int pictures) {
        this.key = key;
        this.group = group;
        this.way = way;
        this.pictures = pictures;
    }

    static String prompt(String key) {
        return "Light of " + key;
    }

    synchronized void submitted() {
        inFlight = way.exchanges;
        rounds++;
        told.clear();
    }

    /** @return why nobody should be answered so; {@code null} if it is as documented */
    synchronized String answered(Exchange exchange) {
        inFlight--;
        Exception failure = exchange.getException();
        if (failure == null) {
            told.add(Told.ACCEPTED);
            String status = exchange.getMessage().getHeader(PixelForgeConstants.STATUS, String.class);
            String requestId = exchange.getMessage().getHeader(PixelForgeConstants.REQUEST_ID, String.class);
            if (way.awaits() && Set.of("COMPLETED", "FAILED", "ERROR").contains(status)) {
                ends.put(requestId, status);
            }
            return requestId == null ? "it was accepted without a request id" : null;
        }
        if (failure instanceof JobFailedException e) {
            told.add(Told.ACCEPTED);
            if (way.awaits()) {
                ends.put(e.getRequestId(), e.getCharged() == Charged.NO ? "ERROR" : "FAILED");
            }
            return null;
        }
        if (failure instanceof CompletionTimeoutException e) {
            told.add(Told.TIMED_OUT);
            return e.getRequestId() == null ? "a time-out hides its request id" : null;
        }
        told.add(failure instanceof SubmissionUnknownException ? Told.IN_DOUBT : Told.REFUSED);
        return failure instanceof PixelForgeException ? null : "its submitter got " + failure;
    }

    /** @return whether this end was not emitted before */
    synchronized boolean emitted(String requestId, String status) {
        ends.put(requestId, status);
        return emitted.add(requestId);
    }

    synchronized void posted() {
        posts++;
    }

    synchronized int posts() {
        return posts;
    }

    /** How often it was submitted by now. */
    synchronized int rounds() {
        return rounds;
    }

    synchronized boolean isInFlight() {
        return inFlight > 0;
    }

    /** Whether all its submitters have an answer and none of them a job, so that it is to be submitted again. */
    synchronized boolean isToBeSubmittedAgain() {
        return inFlight == 0 && !told.contains(Told.ACCEPTED) && !told.contains(Told.TIMED_OUT);
    }

    synchronized boolean wasTold(Told what) {
        return told.contains(what);
    }

    /** The statuses that its jobs have ended with, as far as somebody was told, by request id. */
    synchronized Map<String, String> ends() {
        return Map.copyOf(ends);
    }

    @Override
    public synchronized String toString() {
        return key + " (" + group + ", " + way + "): " + inFlight + " in flight, told " + told + ", ends " + ends;
    }
}
