package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.nio.file.Files;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

class WholeRouteSnippetsTest extends PageTestSupport {

    @Test
    @Runs("catalogue")
    void aCatalogueIsRelitOnceHoweverOftenItIsRead() throws Exception {
        replace("period: 86400000", "period: 500");
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/urls.txt"),
                "https://example.com/shoe.jpg\nhttps://example.com/hat.jpg\n\nhttps://example.com/bag.jpg\n");

        start();

        for (String picture : List.of("shoe", "hat", "bag")) {
            pictureArrives("relit/" + picture + "-*.png");
        }
        Files.writeString(
                folder.resolve("catalogue/urls.txt"), "https://example.com/shoe.jpg\nhttps://example.com/belt.jpg");
        pictureArrives("relit/belt-*.png");
        assertThat(charged()).hasSize(4);
    }

    @Test
    @Runs({"configuration", "lights"})
    void aPhotographIsRelitInEachLight() throws Exception {
        start();

        drop("inbox/shoe.png");

        pictureArrives("outbox/morning/shoe-*.png");
        pictureArrives("outbox/studio/shoe-*.png");
        pictureArrives("outbox/evening/shoe-*.png");
        assertThat(charged())
                .containsExactly(
                        "Cool morning light from the left",
                        "Professional studio lighting",
                        "Warm evening light from the right");
        assertThat(sandbox().ledger().entries().stream()
                        .flatMap(entry -> entry.imageUrls().stream())
                        .distinct())
                .hasSize(1);
    }

    @Test
    @Runs({"configuration", "dead"})
    void aDeadLetterIsDrivenAgainAndNeverPaidTwice() throws Exception {
        sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(400));
        CamelContext context = start().getCamelContext();
        drop("inbox/cat.png");
        eventually()
                .untilAsserted(() -> assertThat(folder.resolve("dead/cat.png")).exists());
        sandbox().faults().on(CallKind.SUBMIT).play(Fault.acceptedThenReset());
        drop("inbox/dog.png");
        eventually()
                .untilAsserted(() -> assertThat(folder.resolve("dead/dog.png")).exists());
        assertThat(charged()).hasSize(1);

        context.createProducerTemplate().sendBody("controlbus:route?routeId=re-drive&action=start", null);

        pictureArrives("outbox/cat-*.png");
        assertThat(charged()).hasSize(2);

        sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("too dark"));
        drop("inbox/cow.png");
        assertThat(textArrives("failed/cow.png.json")).contains("too dark");
        assertThat(folder.resolve("dead/cow.png")).doesNotExist();
    }
}
