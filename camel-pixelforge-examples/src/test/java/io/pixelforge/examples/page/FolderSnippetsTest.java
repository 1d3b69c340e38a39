package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import org.junit.jupiter.api.Test;

class FolderSnippetsTest extends PageTestSupport {

    @Test
    @Runs({"configuration", "folder"})
    void inYaml() throws Exception {
        relightsPicturesOfOneNameAndPutsAJobThatFailedAside();
    }

    @Test
    @Runs({"configuration", "folder-java"})
    void inJava() throws Exception {
        relightsPicturesOfOneNameAndPutsAJobThatFailedAside();
    }

    @Test
    @Runs({"configuration", "folder-xml"})
    void inXml() throws Exception {
        relightsPicturesOfOneNameAndPutsAJobThatFailedAside();
    }

    private void relightsPicturesOfOneNameAndPutsAJobThatFailedAside() throws Exception {
        start();
        drop("inbox/cat.png");
        pictureArrives("outbox/*.png");
        assertThat(charged()).containsExactly("Professional studio lighting with soft shadows");

        drop("inbox/cat.jpg", photoAsJpeg());
        picturesArrive("outbox/*.png", 2);
        drop("inbox/cat.png");
        picturesArrive("outbox/*.png", 3);
        assertThat(charged()).hasSize(3);
        assertThat(folder.resolve("failed")).doesNotExist();

        sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("too dark"));
        drop("inbox/dog.png");
        assertThat(textArrives("failed/dog.png.json")).contains("\"error\":\"too dark\"");

        sandbox().faults().on(CallKind.SUBMIT).play(Fault.status(400));
        drop("inbox/cow.png");
        eventually().untilAsserted(() -> assertThat(folder.resolve("failed/cow.png"))
                .exists());
        assertThat(charged()).hasSize(4);
    }
}
