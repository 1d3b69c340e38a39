package io.pixelforge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import io.pixelforge.camel.jobs.JobDecisions;
import io.pixelforge.camel.jobs.JobRepositoryException;
import io.pixelforge.camel.jobs.TestDatabase;
import io.pixelforge.sandbox.PixelForgeSandboxExtension;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The repository as users of properties and YAML have it: a bean by its class name. */
class JdbcJobRepositoryAsABeanTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension GATEWAY = new PixelForgeSandboxExtension();

    private static final String KEY = "a-secret-key-0123456789";

    private final Main main = new Main();
    private HikariDataSource pool;

    @AfterEach
    void stop() {
        main.stop();
        pool.close();
    }

    @Test
    void itTakesTheOnlyDataSourceAndTheComponentTakesIt() {
        TestDatabase database = TestDatabase.h2InMemory();
        start(database, Map.of());

        Exchange submitted = submit();

        assertThat(submitted.getException()).isNull();
        assertThat(database.query("SELECT * FROM pixelforge_job"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("idempotent_key", "order-1"));
        assertThat(main.getCamelContext().getRegistry().findByType(JdbcJobRepository.class))
                .hasSize(1);
    }

    @Test
    void withCreateTableItMakesTheTableOfAServer() {
        TestDatabase database = TestDatabase.postgresql();
        start(database, Map.of("camel.beans.jobs.createTable", "true"));

        assertThat(submit().getException()).isNull();

        assertThat(database.query("SELECT * FROM pixelforge_job")).hasSize(1);
    }

    @Test
    void withoutATableItSaysHowToMakeOne() {
        start(TestDatabase.postgresql(), Map.of());

        Exchange submitted = submit();

        assertThat(submitted.getException())
                .isInstanceOf(JobRepositoryException.class)
                .hasMessageContaining("no table pixelforge_job")
                .hasMessageContaining("postgresql.sql")
                .hasMessageContaining("createTable=true");
        assertThat(GATEWAY.sandbox().ledger().charges()).isZero();
    }

    @Test
    void decisionsAreABeanOfIt() {
        start(
                TestDatabase.h2InMemory(),
                Map.of(
                        "camel.beans.decisions",
                        "#class:" + JobDecisions.class.getName(),
                        "camel.beans.decisions.jobRepository",
                        "#bean:jobs"));

        Object undecided = main.getCamelContext()
                .resolveLanguage("simple")
                .createExpression("${bean:decisions?method=undecided(10)}")
                .evaluate(new DefaultExchange(main.getCamelContext()), List.class);

        assertThat(undecided).isEqualTo(List.of());
    }

    @Test
    void aRowHasNothingSecretAndNoSerialisedJava() {
        TestDatabase database = TestDatabase.h2InMemory();
        start(database, Map.of());
        submit();

        String all = database.query("SELECT * FROM pixelforge_job").toString();

        assertThat(all)
                .contains("orderId", "order-1", "pixelforge-relighting-api")
                .doesNotContain(KEY)
                .doesNotContain("my-password")
                .doesNotContain(
                        Base64.getEncoder().withoutPadding().encodeToString(new byte[] {(byte) 0xac, (byte) 0xed}))
                .doesNotContainIgnoringCase("aced0005");
    }

    private void start(TestDatabase database, Map<String, String> properties) {
        pool = database.pool(4);
        main.bind("dataSource", pool);
        main.addInitialProperty("camel.beans.jobs", "#class:" + JdbcJobRepository.class.getName());
        main.addInitialProperty("camel.component.pixelforge.configuration.apiKey", KEY);
        main.addInitialProperty("camel.component.pixelforge.configuration.gatewayUrl", GATEWAY.url());
        properties.forEach(main::addInitialProperty);
        main.start();
    }

    private Exchange submit() {
        return main.getCamelContext()
                .createProducerTemplate()
                .request("pixelforge:relight?idempotentKey=${header.orderId}&prompt=x", e -> {
                    e.getMessage().setBody("https://example.com/photo.jpg");
                    e.getMessage()
                            .setHeaders(Map.of(
                                    "orderId", "order-1", "Authorization", "my-password", "X-Token", "my-password"));
                });
    }
}
