package io.pixelforge.camel.jobs;

/**
 * What keeps jobs apart: one of them is only ever seen, asked about and delivered within its own scope.
 *
 * @param group  the option {@code jobGroup}; a tenant is a group
 * @param origin scheme, host and port of the gateway that has the job
 */
public record Scope(String group, String origin) {}
