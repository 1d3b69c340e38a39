package io.pixelforge.camel.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A MariaDB server on a free port of this machine with a data directory of its own, where one is installed. */
final class MariaDb {

    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin");

    private static MariaDb server;

    private final int port;

    private MariaDb(int port) {
        this.port = port;
    }

    static synchronized MariaDb server() {
        if (server == null) {
            try {
                server = start(program("mariadbd"), program("mariadb-install-db"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return server;
    }

    TestDatabase database(String name) {
        try (HikariDataSource pool = at("mysql").pool(1)) {
            TestDatabase.execute(pool.getConnection(), "CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return at(name);
    }

    private TestDatabase at(String name) {
        return new TestDatabase("jdbc:mariadb://127.0.0.1:" + port + "/" + name, "pixelforge", "pixelforge");
    }

    private static Path program(String name) {
        Path found = PLACES.stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(
                found != null,
                "Not tested on MariaDB: no " + name + " here (on Debian: apt-get install mariadb-server)");
        return found;
    }

    private static MariaDb start(Path mariadbd, Path install) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("mariadb");
        Path log = home.resolve("log");
        String user = "--user=" + System.getProperty("user.name");
        Path data = home.resolve("data");
        run(
                log,
                install.toString(),
                "--no-defaults",
                user,
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        int port = freePort();
        Path init = Files.writeString(
                home.resolve("init.sql"),
                "CREATE USER 'pixelforge'@'%' IDENTIFIED BY 'pixelforge';\n"
                        + "GRANT ALL ON *.* TO 'pixelforge'@'%';\n");
        Process process = new ProcessBuilder(
                        mariadbd.toString(),
                        "--no-defaults",
                        user,
                        "--datadir=" + data,
                        "--skip-networking=0",
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + home.resolve("socket"),
                        "--pid-file=" + home.resolve("pid"),
                        "--innodb-buffer-pool-size=32M",
                        "--init-file=" + init)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, home)));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(log, UTF_8)
                .contains("ready for connections"));
        return new MariaDb(port);
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command[0] + " failed: " + Files.readString(log, UTF_8));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void stop(Process process, Path home) {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + home);
        }
    }
}
