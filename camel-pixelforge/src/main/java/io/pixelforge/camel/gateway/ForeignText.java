package io.pixelforge.camel.gateway;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What others say, the service or what publishes pictures, made fit for a log and an exception. */
public final class ForeignText {

    private static final int SHOWN = 500;

    /** A URL whose query may be what gives access to the picture. */
    private static final Pattern PRESIGNED =
            Pattern.compile("(https?://[^\\s?#\"'<>]*)[?#][^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);

    /** Who a URL is opened as, and perhaps the password. */
    private static final Pattern USER = Pattern.compile("//[^/\\s\"'<>]*@");

    private ForeignText() {}

    /** At most 500 characters of it on one line, with URLs, but neither their queries nor users. */
    public static String clean(String text) {
        return USER.matcher(PRESIGNED.matcher(whole(line(text))).replaceAll("$1?..."))
                .replaceAll("//");
    }

    /** A URL, or what was meant to be one, without its query, fragment and user; at most 500 characters on one line. */
    public static String url(String url) {
        return line(url.replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//"));
    }

    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }

    /** With a question mark for half of a character, which JSON can spell but neither a route nor a database can write. */
    static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
