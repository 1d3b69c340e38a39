package io.pixelforge.examples.s3relight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.examples.page.PageTestSupport;
import io.pixelforge.examples.page.Runs;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import org.junit.jupiter.api.Test;

class S3SnippetsTest extends PageTestSupport {

    @Test
    @Runs({"s3", "s3-properties"})
    void anObjectIsRelitAndWhatFailsIsTold() throws Exception {
        try (Store store = new Store(folder)) {
            for (String prefix :
                    new String[] {"camel.component.aws2-s3.", "camel.kamelet.pixelforge-s3-publish-action."}) {
                property(prefix + "accessKey", LocalS3.ACCESS_KEY);
                property(prefix + "secretKey", LocalS3.SECRET_KEY);
                property(prefix + "region", LocalS3.REGION);
                property(prefix + "uriEndpointOverride", store.url());
                property(prefix + "forcePathStyle", "true");
            }
            property("camel.component.aws2-s3.overrideEndpoint", "true");
            property("camel.kamelet.pixelforge-s3-publish-action.amazonS3Presigner", "#bean:presigner");
            bind("presigner", S3DocumentedRouteTest.presigner());
            store.put("in/cat.png", photo());
            store.put("in/cat.jpg", photoAsJpeg());
            start();

            Store.until(() -> store.keys("out/cat-").size() == 2);
            for (String result : store.keys("out/")) {
                assertThat(store.get(result).asByteArray()).startsWith(0x89, 'P', 'N', 'G');
                assertThat(store.get(result).response().contentType()).isEqualTo("image/png");
            }
            Store.until(() -> store.keys("in/").isEmpty());
            assertThat(store.keys("done/")).containsExactly("done/cat.jpg", "done/cat.png");

            sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("too dark"));
            store.put("in/dog.png", photo());
            assertThat(store.arrives("failed/dog.png.json").asUtf8String()).contains("too dark");
            assertThat(charged()).hasSize(3);
            stop();
        }
    }
}
