package io.pixelforge.sandbox;

import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.media.Thumbnails;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The page at {@code /}: its files, and the small pictures of jobs that it shows. */
final class Page {

    private static final Map<String, Asset> ASSETS = Map.of(
            "/", new Asset("page.html", "text/html; charset=utf-8"),
            "/sandbox/page.css", new Asset("page.css", "text/css; charset=utf-8"),
            "/sandbox/page.js", new Asset("page.js", "text/javascript; charset=utf-8"),
            "/sandbox/icon.svg", new Asset("icon.svg", "image/svg+xml"));

    private final Thumbnails thumbnails;

    Page(Thumbnails thumbnails) {
        this.thumbnails = thumbnails;
    }

    private record Asset(String name, String type) {

        Answer answer() {
            try (InputStream file = Page.class.getResourceAsStream("page/" + name)) {
                return Answer.of(200, type, file.readAllBytes()).header("Cache-Control", "no-cache");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A file or a picture, if the call is for one. */
    Optional<Answer> answer(Call call) {
        if (!call.method().equals("GET")) {
            return Optional.empty();
        }
        return Optional.ofNullable(ASSETS.get(call.path())).map(Asset::answer).or(() -> picture(call.path()));
    }

    /** A job does not change its pictures, so that the browser may keep them. */
    private Optional<Answer> picture(String path) {
        return thumbnails.find(path).map(file -> Answer.of(200, "image/jpeg", file)
                .header("Cache-Control", "private, max-age=3600"));
    }
}
