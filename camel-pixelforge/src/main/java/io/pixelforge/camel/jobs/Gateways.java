package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.GatewayClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The scopes that this process has endpoints for, and whom to ask about the jobs of each. */
final class Gateways {

    private record Access(GatewayClient client, Object keySource) {}

    private final Map<Scope, Deque<Access>> accesses = new ConcurrentHashMap<>();

    /**
     * Opens a scope for an endpoint, as often as there are endpoints for it.
     *
     * @param  keySource                what gives its key
     * @throws IllegalArgumentException if the group is open for another gateway, or with another key: its jobs would
     *                                  be asked about at the wrong one
     */
    synchronized void open(Scope scope, GatewayClient client, Object keySource) {
        for (Scope other : accesses.keySet()) {
            if (other.group().equals(scope.group()) && !other.origin().equals(scope.origin())) {
                throw new IllegalArgumentException(
                        "The jobGroup " + scope.group() + " is used with the gateway " + other.origin() + " and with "
                                + scope.origin() + ". Give each gateway a jobGroup of its own.");
            }
        }
        Deque<Access> open = accesses.computeIfAbsent(scope, s -> new ArrayDeque<>());
        if (open.stream().anyMatch(access -> !access.keySource.equals(keySource))) {
            throw new IllegalArgumentException("The jobGroup " + scope.group()
                    + " is used with two different values of apiKey or apiKeySupplier. Give each key a jobGroup of"
                    + " its own.");
        }
        open.add(new Access(client, keySource));
    }

    synchronized void close(Scope scope, GatewayClient client) {
        Deque<Access> open = accesses.get(scope);
        if (open == null) {
            return;
        }
        for (Iterator<Access> all = open.iterator(); all.hasNext(); ) {
            if (all.next().client == client) {
                all.remove();
                break;
            }
        }
        if (open.isEmpty()) {
            accesses.remove(scope);
        }
    }

    synchronized Optional<GatewayClient> client(Scope scope) {
        return Optional.ofNullable(accesses.get(scope)).map(open -> open.getFirst().client);
    }

    synchronized Map<Scope, GatewayClient> clients() {
        Map<Scope, GatewayClient> clients = new HashMap<>();
        accesses.forEach((scope, open) -> clients.put(scope, open.getFirst().client));
        return clients;
    }
}
