package io.pixelforge.sandbox.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells keys apart without keeping them. */
public final class KeyPrint {

    private static final int BYTES = 6;

    private KeyPrint() {}

    /** The beginning of the key's SHA-256: {@code sha256:} and 12 hexadecimal digits. */
    public static String of(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
