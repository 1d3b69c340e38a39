package io.pixelforge.camel.observe;

import io.pixelforge.camel.gateway.AuthenticationException;
import io.pixelforge.camel.gateway.GatewayException;
import io.pixelforge.camel.gateway.PixelForgeException;
import io.pixelforge.camel.gateway.SubmissionUnknownException;
import io.pixelforge.camel.jobs.Scope;
import io.pixelforge.camel.jobs.Trouble;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Whether gateways answer and accept our keys, as far as the calls that are made anyway tell. */
final class GatewayWatch {

    /** So many calls in a row without an answer are not their requests' fault. */
    static final int FAILURES = 5;

    private final Clock clock;
    private final Map<Scope, Seen> scopes = new ConcurrentHashMap<>();

    GatewayWatch(Clock clock) {
        this.clock = clock;
    }

    /** Calls of a scope may come from now on; to be closed as often as it was opened. */
    void open(Scope scope) {
        scopes.compute(scope, (s, known) -> {
            Seen seen = known == null ? new Seen() : known;
            seen.users++;
            return seen;
        });
    }

    /** Ends what {@link #open} began: what nobody calls any more is in no trouble. */
    void close(Scope scope) {
        scopes.computeIfPresent(scope, (s, seen) -> --seen.users == 0 ? null : seen);
    }

    /** @param failure {@code null} for an answer that can be believed */
    void ended(Scope scope, PixelForgeException failure) {
        Seen seen = scopes.get(scope);
        if (seen != null) {
            seen.ended(failure);
        }
    }

    /** The scopes whose gateway does not answer. */
    Map<Scope, Trouble> unreachable() {
        return troubles(Seen::unreachable);
    }

    /** The scopes whose key the gateway does not accept. */
    Map<Scope, Trouble> refused() {
        return troubles(Seen::refused);
    }

    private Map<Scope, Trouble> troubles(Function<Seen, Optional<Trouble>> which) {
        Map<Scope, Trouble> troubles =
                new TreeMap<>(Comparator.comparing(Scope::group).thenComparing(Scope::origin));
        scopes.forEach((scope, seen) -> which.apply(seen).ifPresent(trouble -> troubles.put(scope, trouble)));
        return troubles;
    }

    private final class Seen {
        private int users;
        private int failures;
        private Trouble failing;
        private Trouble refused;

        synchronized void ended(PixelForgeException failure) {
            if (failure instanceof GatewayException || failure instanceof SubmissionUnknownException) {
                failures++;
                failing = trouble(failing, failure);
            } else {
                failures = 0;
                failing = null;
                refused = failure instanceof AuthenticationException ? trouble(refused, failure) : null;
            }
        }

        private Trouble trouble(Trouble before, PixelForgeException failure) {
            return new Trouble(before == null ? clock.instant() : before.since(), failure.getMessage());
        }

        synchronized Optional<Trouble> unreachable() {
            return failures < FAILURES ? Optional.empty() : Optional.of(failing);
        }

        synchronized Optional<Trouble> refused() {
            return Optional.ofNullable(refused);
        }
    }
}
