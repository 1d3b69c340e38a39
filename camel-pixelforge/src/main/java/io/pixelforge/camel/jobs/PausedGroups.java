package io.pixelforge.camel.jobs;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The groups whose jobs this process neither asks about nor emits for the time being. */
final class PausedGroups {

    private final Set<String> groups = ConcurrentHashMap.newKeySet();

    boolean contains(Scope scope) {
        return groups.contains(scope.group());
    }

    void add(String group) {
        groups.add(group);
    }

    void remove(String group) {
        groups.remove(group);
    }
}
