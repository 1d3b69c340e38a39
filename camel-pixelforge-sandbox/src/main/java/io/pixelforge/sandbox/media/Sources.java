package io.pixelforge.sandbox.media;

import io.pixelforge.sandbox.contract.PublicUrls;
import io.pixelforge.sandbox.http.CallKind;
import io.pixelforge.sandbox.painting.TestCard;
import io.pixelforge.sandbox.pictures.Codec;
import io.pixelforge.sandbox.pictures.Size;
import io.pixelforge.sandbox.pictures.UnreadablePictureException;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Finds the picture that an image URL names, without ever opening a connection. */
public final class Sources {

    private static final int MAX_VERDICTS = 100_000;
    private static final Size GLANCE = new Size(64, 64);

    private final Map<String, byte[]> registered = new ConcurrentHashMap<>();
    private final Map<String, Optional<String>> verdicts = new ConcurrentHashMap<>();
    private final Uploads uploads;
    private final Function<String, Optional<byte[]>> media;
    private final IntSupplier port;

    /**
     * @param uploads pictures by upload path
     * @param media pictures by media path
     * @param port the port of the sandbox, by which it knows its own URLs
     */
    public Sources(Uploads uploads, Function<String, Optional<byte[]>> media, IntSupplier port) {
        this.uploads = uploads;
        this.media = media;
        this.port = port;
    }

    /** Lets a URL stand for a picture. */
    public void register(URI url, byte[] picture) {
        registered.put(url.toString(), picture.clone());
        verdicts.remove(url.toString());
    }

    /** Whether a URL counts as public because it is registered or names an upload or a result of this sandbox. */
    public boolean own(String url) {
        return registered.containsKey(url) || ownPath(url).isPresent();
    }

    /** Why a picture cannot be relit, or nothing. */
    public Optional<String> fault(String url) {
        if (!own(url)) {
            return Optional.empty();
        }
        Optional<String> verdict = verdicts.get(url);
        if (verdict == null) {
            verdict = look(url);
            if (verdicts.size() < MAX_VERDICTS) {
                verdicts.put(url, verdict);
            }
        }
        return verdict;
    }

    private Optional<String> look(String url) {
        try {
            image(url, GLANCE);
            return Optional.empty();
        } catch (UnreadablePictureException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * The picture of a URL, large enough for a result of that size.
     *
     * @throws UnreadablePictureException if it is gone or cannot be decoded
     */
    public BufferedImage image(String url, Size size) {
        if (!own(url)) {
            return TestCard.draw(url, size);
        }
        return Codec.decode(bytes(url), size);
    }

    private byte[] bytes(String url) {
        byte[] known = registered.get(url);
        if (known != null) {
            return known;
        }
        return ownPath(url)
                .flatMap(path -> path.startsWith(CallKind.UPLOAD_PREFIX)
                        ? uploads.find(path.substring(CallKind.UPLOAD_PREFIX.length()))
                        : media.apply(path))
                .orElseThrow(() -> new UnreadablePictureException("There is no picture at " + url));
    }

    private Optional<String> ownPath(String url) {
        return PublicUrls.http(url)
                .filter(uri -> "http".equals(uri.getScheme()) && PublicUrls.loopback(uri))
                .filter(uri -> uri.getPort() == port.getAsInt())
                .map(URI::getPath)
                .filter(path -> path.startsWith(CallKind.UPLOAD_PREFIX) || path.startsWith(CallKind.MEDIA_PREFIX));
    }
}
