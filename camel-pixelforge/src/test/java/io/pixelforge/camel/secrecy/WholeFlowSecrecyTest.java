package io.pixelforge.camel.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.LogRecorder;
import io.pixelforge.camel.PixelForgeComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who says a secret, with every logger at TRACE, while everything happens that can happen. */
class WholeFlowSecrecyTest {

    private static final String PROPERTY = "pixelforge.api-key";
    private static final String PLACEHOLDER = "{{sys:" + PROPERTY + "}}";
    private static final String MAIN_OPTION = "camel.component.pixelforge.apiKey";

    private static final Set<String> RESOLVING = Set.of(
            "DEBUG org.apache.camel.component.properties.DefaultPropertiesParser",
            "DEBUG org.apache.camel.impl.engine.DefaultCamelContextExtension",
            "TRACE org.apache.camel.component.properties.PropertiesComponent",
            "console system-properties");

    private static final Set<String> URI = Set.of(
            "TRACE org.apache.camel.impl.engine.AbstractCamelContext",
            "TRACE org.apache.camel.support.DefaultComponent",
            "TRACE org.apache.camel.support.EndpointHelper",
            "TRACE org.apache.camel.support.management.MixinRequiredModelMBean",
            "JMX ThreadPoolProfileId",
            "console route-dump",
            "console route-structure");

    /** How the key is given, and what Camel itself says of that. */
    private enum Given {
        AS_A_BEAN("", Set.of()),
        BY_THE_NAME_OF_A_BEAN("&apiKey=#bean:key", Set.of()),
        AS_A_PROPERTY_THAT_NAMES_A_BEAN("", Set.of()),
        AS_A_PROPERTY(
                "", Set.of("DEBUG org.apache.camel.main.BaseMainSupport", "DEBUG org.apache.camel.main.MainHelper")),
        AS_A_PROPERTY_WITH_A_PLACEHOLDER("", RESOLVING),
        IN_A_URI(
                "&apiKey=" + WholeFlow.KEY,
                with(
                        URI,
                        "TRACE org.apache.camel.impl.PreconditionHelper",
                        "JMX dumpRouteAsXml",
                        "JMX dumpRoutesAsXml")),
        IN_A_URI_BY_A_PLACEHOLDER("&apiKey=" + PLACEHOLDER, with(URI, RESOLVING.toArray(String[]::new)));

        private final String options;
        private final Set<String> shownBy;

        Given(String options, Set<String> shownBy) {
            this.options = options;
            this.shownBy = shownBy;
        }

        private static Set<String> with(Set<String> some, String... others) {
            Set<String> all = new TreeSet<>(some);
            all.addAll(List.of(others));
            return all;
        }
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final WholeFlow flow = new WholeFlow(context);
    private LogRecorder log;

    @BeforeEach
    void record() {
        log = new LogRecorder();
    }

    @AfterEach
    void stop() {
        context.stop();
        flow.close();
        log.close();
        System.clearProperty(PROPERTY);
    }

    @ParameterizedTest
    @EnumSource
    void theKeyIsSaidByNobodyButCamelWhereItIsGivenToCamelAsText(Given given) throws Exception {
        run(given);

        Set<String> shownBy = sayers(WholeFlow.KEY);
        assertThat(shownBy).containsExactlyInAnyOrderElementsOf(given.shownBy);
        String page = Files.readString(Path.of("../SECURITY.md"));
        assertThat(shownBy).allSatisfy(name -> assertThat(page).contains(name.replaceFirst("^(DEBUG|TRACE|JMX) ", "")));
    }

    @Test
    void theSignatureOfAPictureIsSaidByNobody() throws Exception {
        run(Given.AS_A_BEAN);

        assertThat(sayers(WholeFlow.SIGNATURE)).isEmpty();
    }

    @Test
    void theTokenOfACallbackIsSaidByTheHttpServerOnly() throws Exception {
        run(Given.AS_A_BEAN);

        assertThat(sayers(flow.token())).containsExactly("TRACE io.vertx.ext.web.impl.RouterImpl");
    }

    @Test
    void theHttpClientStillLogsTheCallsOfOthers() throws Exception {
        run(Given.AS_A_BEAN);
        assertThat(log.lines()).noneMatch(line -> line.contains("client5.http.wire"));

        context.createFluentProducerTemplate()
                .to(flow.gatewayUrl() + "/other?throwExceptionOnFailure=false")
                .send();

        assertThat(log.lines())
                .anyMatch(line -> line.contains("client5.http.wire"))
                .anyMatch(line -> line.contains("client5.http.headers"));
    }

    private void run(Given given) throws Exception {
        context.getRegistry().bind("key", WholeFlow.KEY);
        SimpleMain main = new SimpleMain(context);
        switch (given) {
            case AS_A_PROPERTY -> main.addInitialProperty(MAIN_OPTION, WholeFlow.KEY);
            case AS_A_PROPERTY_THAT_NAMES_A_BEAN -> main.addInitialProperty(MAIN_OPTION, "#bean:key");
            case AS_A_PROPERTY_WITH_A_PLACEHOLDER -> main.addInitialProperty(MAIN_OPTION, PLACEHOLDER);
            case AS_A_BEAN ->
                context.getComponent("pixelforge", PixelForgeComponent.class)
                        .getConfiguration()
                        .setApiKey(WholeFlow.KEY);
            default -> {}
        }
        if (given.name().endsWith("PLACEHOLDER")) {
            System.setProperty(PROPERTY, WholeFlow.KEY);
        }
        flow.configure();
        main.start();
        flow.run(given.options);
    }

    /** The levels and names of loggers, and other places, that say a secret. */
    private Set<String> sayers(String secret) {
        Set<String> sayers = new TreeSet<>();
        log.lines().stream()
                .filter(line -> line.contains(secret))
                .map(line -> line.replaceAll("(?s)^(\\S+) .*? ((?:org|io|com)\\.\\S+) .*", "$1 $2"))
                .forEach(sayers::add);
        sayers.addAll(flow.said().stream()
                .filter(text -> text.contains(secret))
                .map(text -> List.of(text.split("\\s")).stream().limit(2).collect(Collectors.joining(" ")))
                .toList());
        return sayers;
    }
}
