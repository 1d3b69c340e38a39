package io.pixelforge.sandbox.http;

import java.util.Optional;

/** The calls that a client of the gateway makes or gets: what faults are asked for and what is counted. */
public enum CallKind {
    /** {@code POST /pixelforge-image/v1/qwen_image_gen/serve_image}: text to image, answered at once. */
    GENERATE,
    /** {@code POST /pixelforge-relighting-api/v1/relighting/generate}: queues a relighting job. */
    SUBMIT,
    /** {@code GET /v2/requests/status/{id}}: one look at a job. */
    STATUS,
    /** {@code GET /media/...}: the download of a result. */
    MEDIA,
    /** {@code PUT}, {@code POST} or {@code GET} of {@code /uploads/...}: pictures that clients publish. */
    UPLOAD,
    /** {@code POST} to the URL that a client has named: the gateway's own calls, about its jobs. */
    CALLBACK;

    /** Path of {@link #GENERATE}. */
    public static final String GENERATE_PATH = "/pixelforge-image/v1/qwen_image_gen/serve_image";

    /** Path of {@link #SUBMIT}. */
    public static final String SUBMIT_PATH = "/pixelforge-relighting-api/v1/relighting/generate";

    /** What precedes the request id in the path of {@link #STATUS}. */
    public static final String STATUS_PREFIX = "/v2/requests/status/";

    /** What every media path begins with. */
    public static final String MEDIA_PREFIX = "/media/";

    /** What every upload path begins with. */
    public static final String UPLOAD_PREFIX = "/uploads/";

    /** The kind of a call, or empty for a path or method that the gateway does not have. */
    static Optional<CallKind> of(String method, String path) {
        boolean get = method.equals("GET");
        boolean post = method.equals("POST");
        if (post && path.equals(GENERATE_PATH)) {
            return Optional.of(GENERATE);
        }
        if (post && path.equals(SUBMIT_PATH)) {
            return Optional.of(SUBMIT);
        }
        if (get && path.startsWith(STATUS_PREFIX)) {
            return Optional.of(STATUS);
        }
        if (get && path.startsWith(MEDIA_PREFIX)) {
            return Optional.of(MEDIA);
        }
        if ((get || post || method.equals("PUT")) && path.startsWith(UPLOAD_PREFIX)) {
            return Optional.of(UPLOAD);
        }
        return Optional.empty();
    }
}
