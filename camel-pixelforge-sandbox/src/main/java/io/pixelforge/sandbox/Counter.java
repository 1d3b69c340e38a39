package io.pixelforge.sandbox;

import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.jobs.Job;
import io.pixelforge.sandbox.media.Media;
import io.pixelforge.sandbox.media.Results;
import io.pixelforge.sandbox.media.Uploads;
import io.pixelforge.sandbox.pictures.UnreadablePictureException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands pictures over the counter: results out, uploads in and out. Nobody needs a key for that. */
final class Counter {

    private final Results results;
    private final Media media;
    private final Uploads uploads;
    private final Supplier<String> url;

    Counter(Results results, Media media, Uploads uploads, Supplier<String> url) {
        this.results = results;
        this.media = media;
        this.uploads = uploads;
        this.url = url;
    }

    Answer media(Call call) {
        Optional<Job> job = results.job(call.path());
        try {
            return job.flatMap(found -> results.file(call.path()).map(file -> Answer.of(200, media.type(found), file)))
                    .orElseGet(() -> Answer.notFound("There is no result at " + call.path()));
        } catch (UnreadablePictureException e) {
            return Answer.notFound(e.getMessage());
        }
    }

    Answer upload(Call call) {
        String path = call.path().substring(CallKind.UPLOAD_PREFIX.length());
        return call.method().equals("GET") ? fetch(path) : store(path, call);
    }

    private Answer fetch(String path) {
        return uploads.find(path)
                .map(file -> Answer.of(200, "application/octet-stream", file))
                .orElseGet(() -> Answer.notFound("There is no upload " + path));
    }

    private Answer store(String name, Call call) {
        if (name.isEmpty() || call.body().length == 0) {
            return Answer.error(400, "Bad Request", "An upload needs a name in its path and a body");
        }
        if (call.body().length > Uploads.MAX_BYTES) {
            return Answer.error(413, "Payload Too Large", "An upload has at most " + Uploads.MAX_BYTES + " bytes");
        }
        if (uploads.full(call.body().length)) {
            return Answer.error(507, "Insufficient Storage", "The sandbox keeps no more uploads");
        }
        String stored = url.get() + CallKind.UPLOAD_PREFIX + uploads.store(name, call.body());
        boolean plain = call.header("Accept").orElse("").contains("text/plain");
        return plain ? Answer.text(201, "text/plain", stored) : Answer.json(201, Map.of("url", stored));
    }
}
