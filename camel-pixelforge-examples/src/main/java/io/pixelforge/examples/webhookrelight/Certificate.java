package io.pixelforge.examples.webhookrelight;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of this run for {@code localhost}, in a key store.
 *
 * @param keyStore where it is
 * @param password of the key store
 */
record Certificate(Path keyStore, String password) {

    private static final String PASSWORD = "STORE_PASSWORD";

    /** Makes one with the JDK's {@code keytool}. */
    static Certificate make(Path directory) throws IOException, InterruptedException {
        Certificate certificate = new Certificate(
                directory.resolve("server.p12"), UUID.randomUUID().toString());
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                certificate.keyStore.toString(),
                "-storepass:env",
                PASSWORD);
        keytool.environment().put(PASSWORD, certificate.password);
        keytool.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (keytool.start().waitFor() != 0) {
            throw new IOException("keytool made no certificate in " + directory);
        }
        return certificate;
    }

    /** Trusts nobody but this one. */
    SSLContext trust() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
