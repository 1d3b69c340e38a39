package io.pixelforge.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result of 300 MiB in a process that may have 128 MiB of heap. */
class BigPictureOutTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int LENGTH_IN_MEBIBYTES = 300;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final byte[] part = new byte[MEBIBYTE];
    private HttpServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(part);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiter", "consumer"})
    void arrivesByteForByte(String way) throws Exception {
        Path log = directory.resolve("log");
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BigPictureNode.class.getName(),
                        url(),
                        out.toString(),
                        way)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(70, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        String said = Files.readString(log);
        assertThat(said).contains(BigPictureNode.DONE).doesNotContain("OutOfMemoryError");
        assertThat(process.exitValue()).isZero();
        System.out.printf(
                "%s: %d MiB to a %s with -Xmx128m: %s%n",
                getClass().getSimpleName(),
                LENGTH_IN_MEBIBYTES,
                way,
                said.substring(said.indexOf(BigPictureNode.DONE) + BigPictureNode.DONE.length())
                        .lines()
                        .findFirst()
                        .orElse(""));
        assertThat(sha256(Files.newInputStream(out.resolve("result")))).isEqualTo(expected());
        assertThat(directory.resolve("tmp"))
                .as("what is spooled goes with its exchange")
                .isEmptyDirectory();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/big.png")) {
                exchange.sendResponseHeaders(200, PNG.length + (long) LENGTH_IN_MEBIBYTES * MEBIBYTE);
                write(exchange.getResponseBody());
                return;
            }
            boolean submit = exchange.getRequestMethod().equals("POST");
            String json = submit
                    ? "{\"request_id\":\"big-1\",\"status\":\"QUEUED\"}"
                    : "{\"request_id\":\"big-1\",\"status\":\"COMPLETED\",\"output\":{\"media_url\":[\"" + url()
                            + "/big.png\"],\"media_type\":\"image/png\"}}";
            exchange.sendResponseHeaders(submit ? 202 : 200, json.length());
            exchange.getResponseBody().write(json.getBytes(UTF_8));
        }
    }

    private void write(OutputStream out) throws IOException {
        out.write(PNG);
        for (int i = 0; i < LENGTH_IN_MEBIBYTES; i++) {
            out.write(part);
        }
    }

    private String expected() throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(PNG);
        for (int i = 0; i < LENGTH_IN_MEBIBYTES; i++) {
            sha.update(part);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static String sha256(InputStream in) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        try (in) {
            new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
