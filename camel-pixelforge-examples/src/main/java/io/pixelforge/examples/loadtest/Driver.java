package io.pixelforge.examples.loadtest;

/** A way to submit jobs and to learn of their ends, which it tells the {@link Recorder}. Its process ends with it. */
interface Driver {

    /** The two calls as the service's document has them. */
    String SUBMIT = "/pixelforge-relighting-api/v1/relighting/generate";

    String PICTURES = "https://example.com/photos/";
    String STATUS = "/v2/requests/status/";
    String KEY_HEADER = "Ocp-Apim-Subscription-Key";
    String KEY = "load-test";

    /** Makes all ready that does not depend on a job. */
    void start() throws Exception;

    /** Begins to submit all jobs; may return before they are. */
    void submitAll() throws Exception;

    /** The picture of a job. */
    static String picture(int number) {
        return PICTURES + number + ".jpg";
    }

    /** The job of a picture. */
    static int number(String picture) {
        return Integer.parseInt(picture, PICTURES.length(), picture.lastIndexOf('.'), 10);
    }

    /** The body of a submit. */
    static String request(int number) {
        return "{\"prompt\":\"Professional studio lighting with soft shadows\",\"image_urls\":[\"" + picture(number)
                + "\"]}";
    }
}
