package io.pixelforge.sandbox.media;

import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.jobs.Order;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The addresses of results. */
public final class Media {

    private static final Pattern PATH =
            Pattern.compile(CallKind.MEDIA_PREFIX + "([A-Za-z0-9_-]+)/([1-4])/output\\.(png|jpeg)");

    private final Supplier<String> url;
    private final String type;

    /**
     * @param url where the sandbox listens
     * @param type the media type that is claimed for all results, or empty for the right one
     */
    public Media(Supplier<String> url, String type) {
        this.url = url;
        this.type = type;
    }

    /** What a media path names. */
    public record Address(String jobId, int number, String extension) {

        /** Whether this is one of the results of that order. */
        public boolean belongsTo(Order order) {
            return number <= order.count() && extension.equals(order.format().word());
        }
    }

    /** The address in a path. */
    public static Optional<Address> address(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? Optional.of(new Address(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** The URLs of a job's results. */
    public List<String> urls(Job job) {
        Order order = job.order();
        return IntStream.rangeClosed(1, order.count())
                .mapToObj(n -> url.get() + CallKind.MEDIA_PREFIX + job.id() + "/" + n + "/output."
                        + order.format().word())
                .toList();
    }

    /** The media type that is claimed for a job's results. */
    public String type(Job job) {
        return type.isEmpty() ? job.order().format().mediaType() : type;
    }
}
