package io.pixelforge.camel.jobs;

import java.time.Instant;

/**
 * Something that does not work.
 *
 * @param since when that was seen first
 * @param why   the last that was said about it
 */
public record Trouble(Instant since, String why) {}
