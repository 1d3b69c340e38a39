package io.pixelforge.camel.jobs;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The groups whose jobs this process neither asks about nor emits for the time being, in whatever repository they are. What
 * is under way goes on; requests are submitted, and callbacks noted, as before.
 */
public final class PausedGroups {

    private final Set<String> groups = ConcurrentHashMap.newKeySet();

    boolean contains(Scope scope) {
        return groups.contains(scope.group());
    }

    /** Pauses a group. */
    public void add(String group) {
        groups.add(group);
    }

    /** Ends what {@link #add} began. */
    public void remove(String group) {
        groups.remove(group);
    }
}
