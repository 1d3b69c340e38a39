package io.pixelforge.camel.images;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says whether somebody out on the internet could fetch a URL, as far as the URL tells. No name server is asked: names
 * may mean other machines here than there.
 */
public final class PublicUrl {

    private static final Pattern LOCAL_NAME =
            Pattern.compile("[^.]*|.*\\.(localhost|local|internal|lan|home|intranet|corp)\\.?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");
    private static final PublicHosts PUBLIC = new PublicHosts(null, false);

    private PublicUrl() {}

    /**
     * Why it cannot be fetched from outside.
     *
     * @param  url an absolute http or https URL
     * @return     what follows "the answer" in a sentence, without the path and query, which may be secret; empty if it may be
     */
    public static Optional<String> fault(URI url) {
        if (url.getRawUserInfo() != null) {
            return Optional.of("holds a user or password");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return isLocal(host)
                ? Optional.of("names " + host + ", which is not reachable from outside your network")
                : Optional.empty();
    }

    private static boolean isLocal(String host) {
        if (!ADDRESS.matcher(host).matches()) {
            return LOCAL_NAME.matcher(host).matches();
        }
        try {
            PUBLIC.check(URI.create("https://" + host));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
