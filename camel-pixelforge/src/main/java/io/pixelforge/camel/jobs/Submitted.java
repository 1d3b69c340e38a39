package io.pixelforge.camel.jobs;

/**
 * What became of a {@link Submit}.
 *
 * @param job       the job, accepted by the service
 * @param duplicate whether an earlier submit had sent it
 */
public record Submitted(Job job, boolean duplicate) {}
