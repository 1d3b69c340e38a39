package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Chromium without a window, where it is installed. */
final class Browser implements AutoCloseable {

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param profile an empty directory */
    static Browser open(Path profile) {
        for (Path program : List.of(DRIVER, CHROMIUM)) {
            Assumptions.assumeTrue(
                    Files.isExecutable(program),
                    "Not tested in a browser: no " + program
                            + " here (on Debian: apt-get install chromium chromium-driver)");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Shows a page in a window of that width, in the light that is the default. */
    void show(String url, int width) {
        scheme("light");
        width(width);
        driver.get(url);
    }

    void width(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** {@code light} or {@code dark}. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The text of the first element, shown or not. */
    String text(String css) {
        return String.valueOf(script("return document.querySelector(arguments[0])?.textContent", css));
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Types into whatever has the focus. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses Tab until the element has the focus. */
    void tabTo(String css) {
        for (int i = 0; i < 100; i++) {
            if ((boolean) script("return document.activeElement.matches(arguments[0])", css)) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("Tab does not reach " + css);
    }

    void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }

    /** Waits until so many pictures of jobs have arrived, looking down the page since they are fetched when seen. */
    void awaitPictures(int count) {
        eventually(() -> assertThat((Long) script("""
                        const images = [...document.querySelectorAll('#job-list img')];
                        images.find(image => image.naturalWidth === 0)?.scrollIntoView({block: 'center'});
                        return images.filter(image => image.naturalWidth > 0).length""")).isEqualTo(count));
        script("scrollTo(0, 0)");
    }

    /** What axe finds, one line each. */
    @SuppressWarnings("unchecked")
    List<String> accessibilityProblems() throws IOException {
        try (var axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            script(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run({resultTypes: ['violations']}).then(result => done(result.violations.map(violation =>
                    violation.id + ': ' + violation.nodes.map(node => node.html + ' ' + node.failureSummary).join('; '))));
                """);
    }

    /** By how much the page is wider than its window, in pixels. */
    long overflow() {
        return (Long) script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** The whole page, as a PNG. */
    byte[] picture() {
        return picture(Map.of("format", "png", "captureBeyondViewport", true));
    }

    /** The upper part of the page, as a JPEG of less than its size. */
    byte[] smallPicture() {
        Map<String, ?> clip =
                Map.of("x", 0, "y", 0, "width", script("return innerWidth"), "height", 1330, "scale", 0.7);
        return picture(Map.of("format", "jpeg", "quality", 82, "captureBeyondViewport", true, "clip", clip));
    }

    private byte[] picture(Map<String, Object> how) {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", how).get("data");
        return OutputType.BYTES.convertFromBase64Png(String.valueOf(data));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
