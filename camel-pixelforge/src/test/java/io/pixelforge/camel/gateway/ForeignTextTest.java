package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@cdn.example/a.png?X-Amz-Signature=secret",
                "https://user:se@secret@cdn.example/a.png#secret",
                "https://secret@cdn.example/a.png",
                "https://cdn.example/a.png?secret"
            })
    void aUrlLosesWhatGivesAccess(String url) {
        assertThat(ForeignText.url(url)).isEqualTo("https://cdn.example/a.png");
        assertThat(ForeignText.clean("cannot open \"" + url + "\" now"))
                .startsWith("cannot open \"https://cdn.example/a.png")
                .endsWith("\" now")
                .doesNotContain("secret");
    }

    @Test
    void aUserWithALineBreakIsOneAsWell() {
        assertThat(ForeignText.url("https://user:\nsecret@cdn.example/a.png")).isEqualTo("https://cdn.example/a.png");
    }

    @Test
    void textIsOneLineOfAtMost500Characters() {
        assertThat(ForeignText.clean("no\r\n\u0007room")).isEqualTo("no room");
        assertThat(ForeignText.clean("x".repeat(600))).isEqualTo("x".repeat(500) + "...");
        assertThat(ForeignText.url("x\n" + "x".repeat(600))).hasSize(503).doesNotContain("\n");
    }
}
