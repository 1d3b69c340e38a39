package io.pixelforge.sandbox;

import io.pixelforge.sandbox.jobs.Span;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How a sandbox behaves; see {@link Builder} for what each setting means and what it is by itself.
 *
 * @param port the port to listen on, 0 for a free one
 * @param clock what the time is for jobs
 * @param seed what random numbers begin with
 * @param queueTime how long jobs are {@code QUEUED}
 * @param processingTime how long jobs are {@code PROCESSING}
 * @param generateTime how long generating takes
 * @param latency what every call takes
 * @param apiKeys the keys that are known; none for any
 * @param balance the number of calls that the wallet pays for; empty for no limit
 * @param mediaType what results are said to be; empty for the truth
 * @param callbackTrust whom to trust at https callbacks; {@code null} for whom Java does
 * @param recording whether calls are kept to be looked at
 */
public record SandboxOptions(
        int port,
        Clock clock,
        long seed,
        Span queueTime,
        Span processingTime,
        Span generateTime,
        Span latency,
        Set<String> apiKeys,
        OptionalLong balance,
        String mediaType,
        SSLContext callbackTrust,
        boolean recording) {

    /** Everything as it is by itself. */
    public static SandboxOptions defaults() {
        return builder().build();
    }

    /** Begins to say what is to be different. */
    public static Builder builder() {
        return new Builder();
    }

    /** Says how a sandbox is to behave. */
    public static final class Builder {

        private int port;
        private Clock clock = Clock.systemUTC();
        private long seed = 1;
        private Span queueTime = Span.of(Duration.ofMillis(100));
        private Span processingTime = Span.of(Duration.ofMillis(200));
        private Span generateTime = Span.of(Duration.ofMillis(100));
        private Span latency = Span.ZERO;
        private Set<String> apiKeys = Set.of();
        private OptionalLong balance = OptionalLong.empty();
        private String mediaType = "";
        private SSLContext callbackTrust;
        private boolean recording = true;

        private Builder() {}

        /** The port on 127.0.0.1; 0, the default, takes a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** What tells jobs the time, so that a test can put it forward. By default the system's clock. */
        public Builder clock(Clock other) {
            clock = Objects.requireNonNull(other);
            return this;
        }

        /** What the random numbers (times within a range, faults with a probability) begin with. By default 1. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** How long jobs are {@code QUEUED}. By default 100 ms. */
        public Builder queueTime(Duration time) {
            return queueTime(time, time);
        }

        /** How long jobs are {@code QUEUED}, drawn for each between two bounds. */
        public Builder queueTime(Duration min, Duration max) {
            queueTime = new Span(min, max);
            return this;
        }

        /** How long jobs are {@code PROCESSING} after that. By default 200 ms. */
        public Builder processingTime(Duration time) {
            return processingTime(time, time);
        }

        /** How long jobs are {@code PROCESSING} after that, drawn for each between two bounds. */
        public Builder processingTime(Duration min, Duration max) {
            processingTime = new Span(min, max);
            return this;
        }

        /** How long {@code generate} holds its answer back, in real time. By default 100 ms. */
        public Builder generateTime(Duration time) {
            return generateTime(time, time);
        }

        /** How long {@code generate} holds its answer back, in real time, drawn for each between two bounds. */
        public Builder generateTime(Duration min, Duration max) {
            generateTime = new Span(min, max);
            return this;
        }

        /** What every call of the gateway takes at least, in real time. By default nothing. */
        public Builder latency(Duration time) {
            return latency(time, time);
        }

        /** What every call of the gateway takes at least, in real time, drawn for each between two bounds. */
        public Builder latency(Duration min, Duration max) {
            latency = new Span(min, max);
            return this;
        }

        /** The keys that are known; another is a 401. By default any key that is not blank will do. */
        public Builder apiKeys(String... keys) {
            apiKeys = Set.of(keys);
            return this;
        }

        /** How many charged calls the wallet pays for; then 402. By default without limit. */
        public Builder balance(long calls) {
            balance = OptionalLong.of(calls);
            return this;
        }

        /**
         * What {@code media_type} and the {@code Content-Type} of every result say, for example
         * {@code application/octet-stream}. By default the truth: {@code image/png} or {@code image/jpeg}.
         */
        public Builder mediaType(String type) {
            mediaType = Objects.requireNonNull(type);
            return this;
        }

        /** Whom to trust when clients are called back by https. By default whom Java does. */
        public Builder callbackTrust(SSLContext trust) {
            callbackTrust = Objects.requireNonNull(trust);
            return this;
        }

        /**
         * Whether calls are kept for {@code requests()}, the last 100,000 of them. On by default; off for load. Counters,
         * violations and the ledger are kept in any case.
         */
        public Builder recording(boolean on) {
            recording = on;
            return this;
        }

        /** The options. */
        public SandboxOptions build() {
            return new SandboxOptions(
                    port,
                    clock,
                    seed,
                    queueTime,
                    processingTime,
                    generateTime,
                    latency,
                    apiKeys,
                    balance,
                    mediaType,
                    callbackTrust,
                    recording);
        }
    }
}
