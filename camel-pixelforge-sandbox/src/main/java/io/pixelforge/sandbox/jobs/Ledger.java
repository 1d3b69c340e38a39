package io.pixelforge.sandbox.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the gateway charged. Every accepted call has an entry, whether or not its answer arrived. A job is charged when it
 * is accepted, unless it is going to end in {@code ERROR}, which costs nothing; {@code FAILED} is charged.
 */
public final class Ledger {

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final OptionalLong balance;
    private long charges;

    /** A ledger of a wallet that pays for so many calls; empty for one that never runs dry. */
    public Ledger(OptionalLong balance) {
        this.balance = balance;
    }

    /** Makes and writes down a job if the wallet pays for one more call; else it is not made. */
    public synchronized Optional<Job> charge(Supplier<Job> accepted) {
        if (balance.isPresent() && charges >= balance.getAsLong()) {
            return Optional.empty();
        }
        Job job = accepted.get();
        Order order = job.order();
        boolean charged = job.outcome().charged();
        entries.add(new LedgerEntry(
                job.id(), order.operation(), order.prompt(), job.key(), order.imageUrls(), job.createdAt(), charged));
        charges += charged ? 1 : 0;
        return Optional.of(job);
    }

    /** All accepted calls, in their order. */
    public synchronized List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** The number of calls that were charged. */
    public synchronized long charges() {
        return charges;
    }

    /** The number of charged calls with exactly this prompt. */
    public synchronized long charges(String prompt) {
        return entries.stream()
                .filter(entry -> entry.charged() && entry.prompt().equals(prompt))
                .count();
    }

    /** The number of charged calls of each prompt. */
    public synchronized Map<String, Long> chargesByPrompt() {
        return entries.stream()
                .filter(LedgerEntry::charged)
                .collect(Collectors.groupingBy(LedgerEntry::prompt, Collectors.counting()));
    }

    /** Forgets everything; the wallet is full again. */
    public synchronized void clear() {
        entries.clear();
        charges = 0;
    }
}
