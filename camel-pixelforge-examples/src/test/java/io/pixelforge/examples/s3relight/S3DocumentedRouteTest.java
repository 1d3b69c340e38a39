package io.pixelforge.examples.s3relight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.docs.Page;
import io.pixelforge.sandbox.PixelForgeSandbox;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Runs the route of docs/s3.md as it stands there, with the presigner that is shown there. */
class S3DocumentedRouteTest {

    @TempDir
    Path temp;

    @Test
    void publishesAPictureAndSubmitsItsLink() throws Exception {
        Page page = Page.of("docs/s3.md");
        Path inbox = Files.createDirectory(temp.resolve("inbox"));
        String yaml = page.text("yaml-0").replace("file:inbox", "file:" + inbox);
        Path route = Files.writeString(temp.resolve("s3.camel.yaml"), yaml);
        Path properties = Files.writeString(temp.resolve("application.properties"), page.text("properties-0"));
        try (PixelForgeSandbox sandbox = new PixelForgeSandbox().start();
                Store store = new Store(temp)) {
            Main camel = new Main();
            camel.setDefaultPropertyPlaceholderLocation("file:" + properties);
            camel.configure().setRoutesIncludePattern("file:" + route);
            camel.bind("presigner", presigner());
            String kamelet = "camel.kamelet.pixelforge-s3-publish-action.";
            camel.addOverrideProperty(kamelet + "accessKey", LocalS3.ACCESS_KEY);
            camel.addOverrideProperty(kamelet + "secretKey", LocalS3.SECRET_KEY);
            camel.addOverrideProperty(kamelet + "uriEndpointOverride", store.url());
            camel.addOverrideProperty(kamelet + "forcePathStyle", "true");
            camel.addOverrideProperty(kamelet + "amazonS3Presigner", "#bean:presigner");
            camel.addOverrideProperty("camel.component.pixelforge.apiKey", "any");
            camel.addOverrideProperty("camel.component.pixelforge.gatewayUrl", sandbox.url());
            camel.start();
            try {
                Files.write(inbox.resolve("cat.png"), Drawing.of(1, "png"));

                Store.until(() -> sandbox.ledger().charges() == 1);
            } finally {
                camel.stop();
            }
            String link = sandbox.ledger().entries().get(0).imageUrls().get(0);
            assertThat(link)
                    .startsWith("https://s3.example.com/photos/pixelforge/")
                    .contains("X-Amz-Signature=");
            assertThat(store.get(URI.create(link).getPath().substring("/photos/".length()))
                            .asByteArray())
                    .isEqualTo(Drawing.of(1, "png"));
        }
    }

    static S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(URI.create("https://s3.example.com"))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
                .build();
    }
}
