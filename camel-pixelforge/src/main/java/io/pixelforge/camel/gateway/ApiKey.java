package io.pixelforge.camel.gateway;

import java.util.function.Supplier;

/** The key of a gateway. It is asked for at each call, since it may be replaced while jobs are pending. */
public final class ApiKey {

    private static final String NONE = "";

    private final Supplier<String> source;
    private volatile String refused;

    ApiKey(Supplier<String> source) {
        this.source = source;
    }

    /** Whether a text can be a key at all: printable ASCII without spaces, as a header needs it. */
    public static boolean isKey(String text) {
        boolean is = text != null && !text.isEmpty();
        for (int i = 0; is && i < text.length(); i++) { // asked at each call, where a pattern is dear
            is = text.charAt(i) > ' ' && text.charAt(i) <= '~';
        }
        return is;
    }

    /** @throws AuthenticationException if there is none now */
    String get() {
        String key;
        try {
            key = source.get();
        } catch (RuntimeException e) {
            refused = NONE;
            throw new AuthenticationException("Nothing was sent, since apiKeySupplier failed: "
                    + e.getClass().getName());
        }
        if (!isKey(key)) {
            refused = NONE;
            throw new AuthenticationException("Nothing was sent, since apiKeySupplier gave no usable key.");
        }
        return key;
    }

    /** The gateway has refused it. */
    void refused(String key) {
        refused = key;
    }

    /** Whether there is another key than the one that was refused last. */
    boolean isReplaced() {
        String was = refused;
        return was != null && !was.equals(currentOr(was));
    }

    private String currentOr(String other) {
        try {
            String key = source.get();
            return isKey(key) ? key : other;
        } catch (RuntimeException e) {
            return other;
        }
    }
}
