package io.pixelforge.camel.jobs;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A repository whose calls are noted, may be preceded by something once, and may fail. */
final class RepositoryCalls {

    private final JobRepository real;
    private final List<String> named = new ArrayList<>();
    private final Map<String, Runnable> before = new HashMap<>();
    private boolean failing;

    RepositoryCalls(JobRepository real) {
        this.real = real;
    }

    JobRepository repository() {
        return (JobRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    named.add(method.getName());
                    if (failing) {
                        throw new IllegalStateException("the repository is away");
                    }
                    Runnable first = before.remove(method.getName());
                    if (first != null) {
                        first.run();
                    }
                    return Delegation.call(real, method, arguments);
                });
    }

    /** The names of the calls so far; may be cleared. */
    List<String> named() {
        return named;
    }

    /** Does something once before the next call of that name. */
    void before(String name, Runnable work) {
        before.put(name, work);
    }

    void fail(boolean value) {
        failing = value;
    }
}
