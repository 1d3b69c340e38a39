package io.pixelforge.sandbox.jobs;

/**
 * How a job ends.
 *
 * @param status {@code COMPLETED}, {@code FAILED} or {@code ERROR}
 * @param error what went wrong, or null
 */
public record Outcome(JobStatus status, String error) {

    /** It ends well. */
    public static final Outcome COMPLETED = new Outcome(JobStatus.COMPLETED, null);

    /** It fails, and is charged. */
    public static Outcome failed(String error) {
        return new Outcome(JobStatus.FAILED, error);
    }

    /** It ends in a system error, and is not charged. */
    public static Outcome error(String error) {
        return new Outcome(JobStatus.ERROR, error);
    }

    /**
     * What the words of a prompt ask for: {@code sandbox:fail} and {@code sandbox:error} make the job end so, anything
     * else lets it end well.
     */
    public static Outcome ofPrompt(String prompt) {
        if (prompt.contains("sandbox:error")) {
            return error("The prompt asked for a system error");
        }
        if (prompt.contains("sandbox:fail")) {
            return failed("The prompt asked for a failure");
        }
        return COMPLETED;
    }

    /** Whether a job that ends so is paid for. */
    public boolean charged() {
        return status != JobStatus.ERROR;
    }
}
