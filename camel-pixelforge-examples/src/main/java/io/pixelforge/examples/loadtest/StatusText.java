package io.pixelforge.examples.loadtest;

/** Reads the few words that a loop needs out of an answer, as cheaply as can be. */
final class StatusText {

    private StatusText() {}

    /**
     * A text field of a flat JSON object.
     *
     * @throws IllegalStateException if there is none
     */
    static String field(String json, String name) {
        int at = json.indexOf('"' + name + '"');
        int begin = at < 0 ? 0 : json.indexOf('"', json.indexOf(':', at)) + 1;
        int end = json.indexOf('"', begin);
        if (begin <= 0 || end < 0) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return json.substring(begin, end);
    }

    /**
     * Whether a job is completed.
     *
     * @throws IllegalStateException if it is neither completed nor on its way there
     */
    static boolean isCompleted(String json) {
        return switch (field(json, "status")) {
            case "COMPLETED" -> true;
            case "QUEUED", "PROCESSING" -> false;
            default -> throw new IllegalStateException(json);
        };
    }
}
