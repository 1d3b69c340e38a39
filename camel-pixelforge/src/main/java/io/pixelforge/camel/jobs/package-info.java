/**
 * The life of a job. For users there are {@link io.pixelforge.camel.jobs.MemoryJobRepository},
 * {@link io.pixelforge.camel.jobs.JdbcJobRepository}, {@link io.pixelforge.camel.jobs.JobDecisions} with the
 * {@link io.pixelforge.camel.jobs.Job}s that it lists, and {@link io.pixelforge.camel.jobs.JobRepositoryException}; the rest
 * is public for the other packages of the component only, and may change with any version.
 */
package io.pixelforge.camel.jobs;
