package io.pixelforge.sandbox.jobs;

import java.time.Instant;
import java.util.List;

/**
 * One line of the ledger.
 *
 * @param id the request id; for {@code generate}, which has none, the id in its media URL
 * @param operation {@code generate} or {@code relight}
 * @param prompt the prompt
 * @param key the beginning of the key's SHA-256, as {@code sha256:0123456789ab}
 * @param imageUrls the reference pictures
 * @param at when the call was accepted
 * @param charged whether it is paid for
 */
public record LedgerEntry(
        String id, String operation, String prompt, String key, List<String> imageUrls, Instant at, boolean charged) {}
