package io.pixelforge.camel.jobs;

/** Told, in a thread that must not be held up, what became of the jobs of one scope as far as it is seen here. */
public interface JobListener {

    /** There is a job whose end wants to be taken. */
    void ended();

    /** The service has begun to work on a job. */
    void processing(Job job);
}
