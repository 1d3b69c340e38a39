package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.pixelforge.docs.Page;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SetupSnippetsTest extends PageTestSupport {

    @RegisterExtension
    static final WireMockExtension PROXY = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options()
                    .bindAddress("127.0.0.1")
                    .dynamicPort()
                    .enableBrowserProxying(true))
            .build();

    @Test
    @Runs("dependency")
    void theDependencyIsWhatTheBuildMakes() throws Exception {
        String parent = Files.readString(Page.root().resolve("pom.xml"));
        String dependency = text("dependency").replaceAll("\\s", "");

        assertThat(dependency)
                .isEqualTo(
                        "<dependency><groupId>io.pixelforge</groupId><artifactId>camel-pixelforge</artifactId><version>"
                                + parent.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1")
                                + "</version></dependency>");
        assertThat(Page.root().resolve("camel-pixelforge/pom.xml"))
                .content()
                .contains("<artifactId>camel-pixelforge</artifactId>");
    }

    @Test
    @Runs("try-dependencies")
    void theDependenciesOfATrialAreThoseOfTheBuild() throws Exception {
        String build = Files.readString(Page.root().resolve("pom.xml"));
        String camel = build.replaceAll("(?s).*<camel.version>(.*?)</camel.version>.*", "$1");
        String own = build.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
        String trial = text("try-dependencies").replaceAll("\\s", "");

        assertThat(trial).contains("<artifactId>camel-bom</artifactId><version>" + camel + "</version>");
        for (String artifact : List.of("camel-pixelforge", "camel-pixelforge-sandbox")) {
            assertThat(trial)
                    .contains("<groupId>io.pixelforge</groupId><artifactId>" + artifact + "</artifactId><version>" + own
                            + "</version>");
        }
        assertThat(Pattern.compile("<groupId>org.apache.camel</groupId><artifactId>([^<]*)</artifactId></dependency>")
                        .matcher(trial)
                        .results()
                        .map(artifact -> artifact.group(1) + "-" + camel + ".jar"))
                .hasSize(4)
                .allSatisfy(
                        jar -> assertThat(System.getProperty("java.class.path")).contains(jar));
    }

    @Test
    @Runs({"try-properties", "folder"})
    void aTrialRelightsAPicture() throws Exception {
        replace("http://127.0.0.1:8089", GATEWAY.url());
        property("camel.kamelet.pixelforge-sandbox-publish-action.sandboxUrl", GATEWAY.url());
        start();

        drop("inbox/cat.png");

        pictureArrives("outbox/cat-*.png");
        assertThat(sandbox().ledger().entries().get(0).imageUrls())
                .singleElement()
                .asString()
                .startsWith(GATEWAY.url());
    }

    @Test
    @Runs({"configuration", "folder", "proxy"})
    void callsAndDownloadsGoThroughTheProxy() throws Exception {
        replace("proxy.example.com", "127.0.0.1");
        replace("3128", String.valueOf(PROXY.getPort()));
        replace("media.example.com", "127.0.0.1");
        start();

        drop("inbox/cat.png");

        pictureArrives("outbox/cat-*.png");
        assertThat(PROXY.getAllServeEvents())
                .extracting(event -> event.getRequest().getAbsoluteUrl())
                .allMatch(url -> url.startsWith(GATEWAY.url()))
                .hasSameSizeAs(sandbox().requests());
    }

    @Test
    @Runs("configuration")
    void aVariableThatIsNotSetIsSaid() {
        property("camel.component.pixelforge.apiKey", "{{env:PIXELFORGE_NOT_SET}}");

        assertThatThrownBy(this::start).hasMessageContaining("using function [env] returned null value");
    }

    @Test
    @Runs({"configuration", "folder"})
    void aVariableThatIsNotSetHasItsDefault() throws Exception {
        property("camel.component.pixelforge.apiKey", "{{env:PIXELFORGE_NOT_SET:any}}");
        start();

        drop("inbox/cat.png");

        pictureArrives("outbox/cat-*.png");
    }

    @Test
    @Runs({"configuration", "folder", "database"})
    void aJobInADatabaseOutlivesItsProcess() throws Exception {
        replace("./jobs", folder + "/jobs");
        sandbox().faults().on(CallKind.STATUS).always().play(Fault.status(503));
        start();
        drop("inbox/cat.png");
        eventually().untilAsserted(() -> assertThat(folder.resolve("inbox/.camel/cat.png"))
                .exists());
        stop();
        sandbox().faults().clear();

        start();

        pictureArrives("outbox/cat-*.png");
        assertThat(charged()).hasSize(1);
    }

    @Test
    @Runs({"configuration", "folder", "webhooks"})
    void aCallbackTellsOfTheEnd() throws Exception {
        int port = RestSnippetsTest.freePort();
        replace("https://photos.example.com", "http://127.0.0.1:" + port);
        property("camel.server.port", String.valueOf(port));
        property("camel.component.pixelforge.initialPollDelay", "10m");
        property("camel.component.pixelforge.webhookFallbackInterval", "10m");
        start();

        drop("inbox/cat.png");

        pictureArrives("outbox/cat-*.png");
    }
}
