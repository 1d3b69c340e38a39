package io.pixelforge.sandbox.media;

import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.jobs.JobStatus;
import io.pixelforge.sandbox.jobs.Jobs;
import io.pixelforge.sandbox.pictures.Codec;
import io.pixelforge.sandbox.pictures.Format;
import io.pixelforge.sandbox.pictures.Framing;
import io.pixelforge.sandbox.pictures.Size;
import io.pixelforge.sandbox.pictures.UnreadablePictureException;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Small JPEGs of a job for the page, of what was sent and of what came of it, framed alike. Looking at them is not
 * counted and meets no faults, unlike the downloads of clients.
 */
public final class Thumbnails {

    private static final Pattern PATH = Pattern.compile("/sandbox/jobs/([A-Za-z0-9_-]+)/(before|after/([1-4]))");
    private static final int LONGEST_SIDE = 480;

    private final Jobs jobs;
    private final Sources sources;
    private final Gallery gallery;

    /**
     * @param jobs the jobs
     * @param sources finds what was sent
     * @param gallery draws what came of it
     */
    public Thumbnails(Jobs jobs, Sources sources, Gallery gallery) {
        this.jobs = jobs;
        this.sources = sources;
        this.gallery = gallery;
    }

    /** The file at that path, if there is such a job and it has such a picture. */
    public Optional<byte[]> find(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? jobs.find(matcher.group(1)).flatMap(job -> draw(job, matcher.group(3)))
                : Optional.empty();
    }

    private Optional<byte[]> draw(Job job, String result) {
        Size size = small(job.order().size());
        try {
            return (result == null ? before(job, size) : after(job, Integer.parseInt(result), size))
                    .map(picture -> Codec.encode(Framing.fit(picture, size), Format.JPEG));
        } catch (UnreadablePictureException e) {
            return Optional.empty();
        }
    }

    private Optional<BufferedImage> before(Job job, Size size) {
        return Optional.of(sources.image(job.order().imageUrls().get(0), size));
    }

    private Optional<BufferedImage> after(Job job, int number, Size size) {
        if (number > job.order().count() || jobs.status(job) != JobStatus.COMPLETED) {
            return Optional.empty();
        }
        return Optional.of(Codec.decode(gallery.picture(job.order(), number), size));
    }

    private static Size small(Size size) {
        double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(size.width(), size.height()));
        return new Size((int) Math.max(1, Math.round(size.width() * scale)), (int)
                Math.max(1, Math.round(size.height() * scale)));
    }
}
