package io.pixelforge.camel.images;

import java.time.Duration;

/**
 * How often and how long a picture is tried to be had before its download fails.
 *
 * @param attempts   how often at most, 1 or more
 * @param firstDelay between the first two attempts; doubled each time
 * @param limit      for all attempts and delays of a picture together
 */
public record DownloadRules(int attempts, Duration firstDelay, Duration limit) {

    /** Five times within a quarter of a minute, unless it takes long. */
    public static final DownloadRules DEFAULT = new DownloadRules(5, Duration.ofSeconds(1), Duration.ofMinutes(10));
}
