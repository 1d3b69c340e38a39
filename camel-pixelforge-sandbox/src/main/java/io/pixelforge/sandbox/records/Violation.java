package io.pixelforge.sandbox.records;

import java.time.Instant;
import java.util.List;

/**
 * A call that broke the contract.
 *
 * @param method the HTTP method
 * @param path the path
 * @param faults all that was wrong with it
 * @param at when it came in
 */
public record Violation(String method, String path, List<String> faults, Instant at) {}
