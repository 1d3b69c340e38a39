package io.pixelforge.camel.soak;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.gateway.JobFailedException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.secrecy.KeyLeaks;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The route of a consumer: fails as often as its order wants, then takes the end and looks whether it is right. */
final class SoakConsumer {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private final SoakRound round;

    SoakConsumer(SoakRound round) {
        this.round = round;
    }

    void emitted(SoakOrder order, Exchange exchange) {
        SoakFault fault = order.routeFaults.poll();
        if (fault != null) {
            round.count(fault);
            if (fault == SoakFault.ROUTE_THROWS) {
                throw new IllegalStateException("The route of the soak fails");
            }
            exchange.setRollbackOnly(true);
            return;
        }
        Message end = exchange.getMessage();
        String requestId = end.getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        String status = end.getHeader(PixelForgeConstants.STATUS, String.class);
        if (!order.emitted(requestId, status)) {
            round.problem(order, "the end of " + requestId + " is emitted again though its route has succeeded");
        }
        if (!order.key.equals(end.getHeader(PixelForgeConstants.IDEMPOTENT_KEY))) {
            round.problem(order, "it is emitted under another key");
        }
        if (KeyLeaks.in(exchange)) {
            round.problem(order, "its end holds the key");
        }
        if (status.equals("COMPLETED")) {
            lookAtPictures(order, end);
        }
        if (round.faults.contains(SoakFault.LOOKED_AT_WHILE_CONSUMED)) {
            look("status", order, requestId, status);
            look("await", order, requestId, status);
        }
    }

    private void lookAtPictures(SoakOrder order, Message end) {
        List<?> urls = end.getHeader(PixelForgeConstants.MEDIA_URLS, List.class);
        String requestId = end.getHeader(PixelForgeConstants.REQUEST_ID, String.class);
        if (urls.stream()
                .map(String::valueOf)
                .anyMatch(url -> !url.contains(requestId) && !url.endsWith(SoakRound.ELSEWHERE))) {
            round.problem(order, "it has the pictures of another: " + urls);
        }
        if (urls.size() != order.pictures) {
            round.problem(order, "it has the pictures " + urls + " and not " + order.pictures);
        }
        if (!order.group.consumerOptions.contains("download")) {
            return;
        }
        List<?> bodies = order.pictures > 1 ? end.getBody(List.class) : List.of(end);
        if (bodies.size() != order.pictures) {
            round.problem(order, bodies.size() + " of " + order.pictures + " pictures were downloaded");
        }
        for (Object body : bodies) {
            byte[] picture = ((Message) body).getBody(byte[].class);
            if (picture.length < PNG.length || !Arrays.equals(PNG, 0, PNG.length, picture, 0, PNG.length)) {
                round.problem(order, "its picture is none");
            }
        }
        if (order.pictures > 1) {
            round.count(SoakFault.SEVERAL_PICTURES);
        }
    }

    /** While other faults are played it may be that there is no answer, but none that is wrong. */
    private void look(String operation, SoakOrder order, String requestId, String status) {
        Exchange looked = round.flow.look(operation, order.group, requestId);
        Exception failure = looked.getException();
        String seen = looked.getMessage().getHeader(PixelForgeConstants.STATUS, String.class);
        boolean bad = failure instanceof JobFailedException;
        boolean unanswered = !bad && failure instanceof PixelForgeException && !round.isAlone();
        boolean asEmitted = failure == null ? status.equals(seen) : bad && !status.equals("COMPLETED");
        if (!unanswered && !asEmitted) {
            round.problem(
                    order,
                    operation + " says " + seen + " of " + requestId + ", emitted as " + status + ", " + failure);
        }
        round.count(SoakFault.LOOKED_AT_WHILE_CONSUMED);
    }
}
