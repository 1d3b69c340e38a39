package io.pixelforge.examples.kafkarelight;

import static io.pixelforge.examples.Outside.or;

import io.pixelforge.examples.Outside;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the user says about a run.
 *
 * @param home where the broker and the database keep their files, if they are the example's own
 * @param brokers of a real cluster; empty for a broker in this process
 * @param database where the jobs are
 * @param gateway the real service; empty for a sandbox
 * @param watch whether to run until stopped, also if there is nothing real
 */
record Settings(Path home, Optional<String> brokers, Database database, Optional<Gateway> gateway, boolean watch) {

    private static final String REAL_GATEWAY = "https://gateway.pixazo.ai";

    /** The real service. */
    record Gateway(String url, String apiKey) {

        @Override
        public String toString() {
            return url;
        }
    }

    /** A database of H2, PostgreSQL, MySQL or MariaDB. */
    record Database(String url, String user, String password) {

        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * @param folder  of the example
     * @param outside a setting by its name, {@code null} if it is not set
     * @throws IllegalArgumentException if they do not fit together, saying what to write
     */
    static Settings of(Path folder, UnaryOperator<String> outside) {
        Path home = Outside.home(folder, outside);
        Optional<Gateway> gateway = gateway(outside);
        Optional<String> brokers = Optional.ofNullable(outside.apply("brokers")).filter(text -> !text.isBlank());
        return new Settings(home, brokers, database(home, outside), gateway, "true".equals(outside.apply("watch")));
    }

    private static Optional<Gateway> gateway(UnaryOperator<String> outside) {
        if (outside.apply("apiKey") == null && outside.apply("gatewayUrl") == null) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        if (or(outside.apply("apiKey"), "").isEmpty()) {
            missing.add("the key: set the environment variable PIXELFORGE_API_KEY");
        }
        if (or(outside.apply("brokers"), "").isEmpty()) {
            missing.add("a Kafka cluster that outlives this process: set -Dbrokers=host:9092,host:9092");
        }
        if (or(outside.apply("databaseUrl"), "").isEmpty()) {
            missing.add("a database, the same for all nodes, or they would not know what the others have paid: set"
                    + " -DdatabaseUrl=jdbc:postgresql://host/name, or for one node alone"
                    + " -DdatabaseUrl=jdbc:h2:file:/path;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The real service is paid, so it needs besides:\n- "
                    + String.join("\n- ", missing)
                    + "\nNothing was started and nothing was sent. Without apiKey and gatewayUrl a sandbox is used.");
        }
        return Optional.of(new Gateway(or(outside.apply("gatewayUrl"), REAL_GATEWAY), outside.apply("apiKey")));
    }

    private static Database database(Path home, UnaryOperator<String> outside) {
        String own = "jdbc:h2:file:" + home.resolve("jobs").toString().replace('\\', '/')
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        return new Database(
                or(outside.apply("databaseUrl"), own),
                or(outside.apply("databaseUser"), "sa"),
                or(outside.apply("databasePassword"), ""));
    }

    /** What the routes and application.properties leave open. */
    Map<String, String> properties(String usedBrokers, Gateway usedGateway) {
        return Map.of(
                "relight.brokers", usedBrokers,
                "relight.apiKey", usedGateway.apiKey(),
                "relight.gatewayUrl", usedGateway.url(),
                "relight.databaseUrl", database.url(),
                "relight.databaseUser", database.user(),
                "relight.databasePassword", database.password());
    }
}
