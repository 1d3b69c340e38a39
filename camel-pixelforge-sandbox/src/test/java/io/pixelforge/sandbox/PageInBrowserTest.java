package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page at {@code /} in a real browser. */
class PageInBrowserTest {

    private static final SettableClock CLOCK = new SettableClock();
    private static final Path SAMPLES = Path.of("..", "camel-pixelforge-examples", "file-relight", "samples");
    private static final int WIDE = 1280;
    private static final int NARROW = 320;

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension(SandboxOptions.builder()
            .clock(CLOCK)
            .queueTime(Duration.ofSeconds(10))
            .processingTime(Duration.ofSeconds(20))
            .build());

    @TempDir
    static Path profile;

    private static Browser browser;

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    /** Before each and not before all, since only then each test is reported as skipped, with the reason. */
    @BeforeEach
    void openBrowser() {
        if (browser == null) {
            browser = Browser.open(profile);
        }
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aVisitorRelightsASampleAndSeesItBeforeAndAfter() {
        browser.show(sandbox.url(), WIDE);

        browser.find("#relight button[type=submit]").click();

        browser.eventually(() -> assertThat(browser.text("#job-list .state")).isEqualTo("QUEUED"));
        assertThat(browser.text("#relight-message")).isEqualTo("The job is accepted.");
        assertThat(browser.text("#job-list h3")).isEqualTo("Warm golden light from the left");
        CLOCK.forward(Duration.ofSeconds(30));
        browser.awaitPictures(2);
        assertThat(browser.text("#job-list .state")).isEqualTo("COMPLETED");
        assertThat(browser.text("#charged")).isEqualTo("1");
        assertThat(sandbox.violations()).isEmpty();
        browser.eventually(() -> assertThat(browser.text("#news")).isEqualTo("1 job has ended."));
    }

    @Test
    void aVisitorRelightsAPictureOfTheirOwn() throws IOException {
        browser.show(sandbox.url(), WIDE);
        Path picture = Files.write(profile.resolve("a ball?.png"), Pictures.png(64, 64));

        browser.find("#picture").sendKeys(picture.toString());
        browser.find("#relight button[type=submit]").click();

        browser.eventually(() -> assertThat(sandbox.ledger().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.imageUrls().get(0)).endsWith("/a_20ball_3F.png")));
        browser.awaitPictures(1);
    }

    @Test
    void aRefusalIsSaidBesideTheButton() {
        sandbox.faults().on(CallKind.SUBMIT).play(Fault.insufficientBalance());
        browser.show(sandbox.url(), WIDE);

        browser.find("#relight button[type=submit]").click();

        browser.eventually(() -> assertThat(browser.text("#relight-message"))
                .isEqualTo("Not accepted: 402 Your wallet does not have enough balance."));
        assertThat(browser.all("#job-list > li")).isEmpty();
    }

    @Test
    void jobsAreShownWithTheirStateAgeAndCharge() {
        jobsInAllStates();
        browser.show(sandbox.url(), WIDE);

        browser.eventually(() -> assertThat(facts())
                .containsExactly(
                        "QUEUED for 5.0 s charged",
                        "PROCESSING for 5.0 s charged",
                        "ERROR after 30 s, 3.0 s ago not charged",
                        "FAILED after 30 s, 4.0 s ago charged",
                        "COMPLETED after 30 s, 5.0 s ago charged",
                        "COMPLETED after 0.0 s, 35 s ago charged generated"));
        assertThat(browser.text("#job-list .about > .wrong")).isEmpty();
        assertThat(browser.find("#job-list > li:nth-child(4) .wrong").getText()).contains("failure");
        assertThat(browser.text("#charged")).isEqualTo("5");
        assertThat(browser.text("#not-charged")).isEqualTo("1");
        assertThat(browser.text("#unfinished")).isEqualTo("2");
        assertThat(browser.text("#violation-list > li")).contains("prompt is required");
        assertThat(browser.text("#requests")).contains("Submits6").contains("Generates1");
    }

    @Test
    void aFaultIsSwitchedOnAndOffByTheKeyboardAlone() {
        browser.show(sandbox.url(), WIDE);
        browser.eventually(() -> assertThat(browser.all("#fault-name option")).hasSizeGreaterThan(20));

        browser.tabTo("#fault-name");
        browser.keys("accepted_then_s");
        browser.tabTo("#fault-argument");
        browser.keys("503"); // Tab has selected the example
        browser.tabTo("#fault-always");
        browser.keys(Keys.SPACE);
        browser.tabTo("#fault button[type=submit]");
        browser.keys(Keys.ENTER);

        browser.eventually(() -> assertThat(browser.text("#fault-list > li"))
                .isEqualTo("submit: accepted_then_status 503all callsSwitch off"));
        assertThat(client.submit(Client.body("Warm light")).status()).isEqualTo(503);
        browser.script("document.querySelector('#picture').focus()");
        browser.tabTo("#fault-list button");
        browser.keys(Keys.SPACE);
        browser.eventually(() -> assertThat(browser.all("#fault-list > li")).isEmpty());
        assertThat(sandbox.faults().pending()).isZero();
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("faults");
    }

    @Test
    void everyFaultThatIsOfferedIsTakenAsItIsOffered() {
        browser.show(sandbox.url(), WIDE);
        browser.eventually(() -> assertThat(browser.all("#fault-name option")).hasSizeGreaterThan(20));
        Set<String> offered = new LinkedHashSet<>();
        for (String call : List.of("submit", "callback")) {
            select("#fault-on", call);
            for (WebElement option : browser.all("#fault-name option")) {
                String name = option.getText();
                if (offered.add(name)) {
                    select("#fault-name", name);
                    browser.find("#fault button[type=submit]").click();
                    browser.eventually(() ->
                            assertThat(browser.text("#fault-message")).isEqualTo("Switched on: " + call + ": " + name));
                }
            }
        }

        assertThat(sandbox.faults().all())
                .extracting(fault -> fault.fault().split(" ")[0])
                .containsExactlyElementsOf(offered);
    }

    @Test
    void aFaultWithAllItsConditionsIsSwitchedOn() {
        browser.show(sandbox.url(), WIDE);
        browser.eventually(() -> assertThat(browser.all("#fault-name option")).hasSizeGreaterThan(20));

        browser.find("#fault summary").click();
        browser.find("#fault-containing").sendKeys("order 7");
        browser.find("#fault-request").sendKeys("abc");
        browser.find("#fault-probability").sendKeys("0.5");
        browser.find("#fault-retry-after").sendKeys("9");
        browser.find("#fault-times").clear();
        browser.find("#fault-times").sendKeys("10");
        browser.find("#fault button[type=submit]").click();

        browser.eventually(() -> assertThat(browser.text("#fault-list > li"))
                .isEqualTo("submit: status 503, Retry-After: 9"
                        + "10 calls more, probability 0.5, if the body holds “order 7”, for abcSwitch off"));
    }

    @Test
    void hostileTextIsShownAsText() {
        String script = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";
        client.submitted(script);
        client.generate(Client.body("x".repeat(100_000)));
        client.submit(Client.body("Warm", "image_urls", List.of("javascript:window.hacked=3"), script, true));
        sandbox.faults().on(CallKind.SUBMIT).containing(script).play(Fault.jobFails(script));
        sandbox.faults().on(CallKind.STATUS).play(Fault.status(500).header("X-Trace", script));
        browser.show(sandbox.url(), NARROW);

        browser.eventually(() -> assertThat(browser.all("#job-list > li")).hasSize(2));
        CLOCK.forward(Duration.ofSeconds(1));
        client.submitted(script);
        CLOCK.forward(Duration.ofSeconds(30));
        browser.eventually(
                () -> assertThat(browser.text("#job-list .about > .wrong")).isEqualTo(script));

        assertThat(browser.text("#job-list h3")).isEqualTo(script);
        assertThat(browser.text("#violation-list")).contains(script);
        assertThat(browser.text("#fault-list")).contains("X-Trace: " + script);
        assertThat(browser.all("main script, #violation-list img, h3 img")).isEmpty();
        assertThat(browser.script("return window.hacked")).isNull();
        assertThat(browser.overflow()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    getSelection().selectAllChildren(kept.querySelector('.code'))  | getSelection().toString()
                    $('prompt').focus(), $('prompt').setSelectionRange(2, 5)       | document.activeElement.selectionEnd
                    kept.tabIndex = 0, kept.focus()                                | document.activeElement.textContent.length
                    """)
    void updatesKeepFocusCaretAndSelection(String action, String trace) {
        client.submitted("Warm light");
        browser.show(sandbox.url(), WIDE);
        browser.eventually(() -> assertThat(browser.all("#job-list > li")).hasSize(1));
        browser.script("window.kept = document.querySelector('#job-list > li');" + action);
        Object before = browser.script("return " + trace);

        CLOCK.forward(Duration.ofSeconds(5));
        client.submitted("Cool light");
        sandbox.faults().on(CallKind.MEDIA).play(Fault.reset());
        client.submit("{}");

        browser.eventually(
                () -> assertThat(facts()).containsExactly("QUEUED for 0.0 s charged", "QUEUED for 5.0 s charged"));
        assertThat(before).isNotIn("", 0L);
        assertThat(browser.script("return " + trace)).isEqualTo(before);
    }

    @Test
    void lookingAtThePageIsNotCountedAndMeetsNoFaults() {
        client.submitted("Warm light", "image_size", "square");
        CLOCK.forward(Duration.ofSeconds(30));
        sandbox.faults().on(CallKind.MEDIA).play(Fault.reset());
        sandbox.faults().on(CallKind.STATUS).play(Fault.reset());
        var before = sandbox.counters();
        browser.show(sandbox.url(), WIDE);

        browser.awaitPictures(2);

        assertThat(sandbox.counters()).isEqualTo(before);
        assertThat(sandbox.faults().pending()).isEqualTo(2);
    }

    @Test
    void everyControlIsReachedByTabWithAFocusThatIsSeen() {
        sandbox.faults().on(CallKind.SUBMIT).play(Fault.reset());
        browser.show(sandbox.url(), WIDE);
        browser.eventually(() -> assertThat(browser.all("#fault-list button")).hasSize(1));
        List<Object> controls = browser.all("a, button, input:not([disabled]), select, textarea, summary").stream()
                .filter(control -> (boolean) browser.script("return arguments[0].checkVisibility()", control))
                .map(PageInBrowserTest::describe)
                .toList();
        List<Object> reached = new ArrayList<>();

        for (int i = 0; i < controls.size(); i++) {
            browser.keys(Keys.TAB);
            reached.add(describe(browser.script("return document.activeElement")));
            assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
        }

        assertThat(reached).hasSizeGreaterThan(15).containsExactlyElementsOf(controls);
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, NARROW})
    void itIsAccessibleAndFitsItsWindow(int width) throws IOException {
        jobsInAllStates();
        sandbox.faults().on(CallKind.SUBMIT).times(2).play(Fault.status(429).retryAfter(5));
        sandbox.faults().on(CallKind.MEDIA).always().play(Fault.cutBody());
        browser.show(sandbox.url(), width);
        browser.eventually(() -> assertThat(browser.all("#job-list > li")).hasSize(6));
        browser.awaitPictures(8);

        assertThat(browser.overflow()).isZero();
        for (String scheme : List.of("dark", "light")) {
            browser.scheme(scheme);
            assertThat(browser.accessibilityProblems()).as(scheme).isEmpty();
            keep(browser.picture(), width + "-" + scheme + ".png");
        }
        keep(browser.smallPicture(), width + ".jpg");
    }

    @Test
    void aSandboxThatIsGoneIsSaidToBeAndFoundAgain() {
        PixelForgeSandbox first = new PixelForgeSandbox().start();
        int port = Integer.parseInt(first.url().substring(first.url().lastIndexOf(':') + 1));
        browser.show(first.url(), WIDE);
        browser.eventually(() -> assertThat(browser.text("#connection")).startsWith("Live at 127.0.0.1:" + port));

        first.close();

        browser.eventually(() -> assertThat(browser.text("#connection")).startsWith("The sandbox does not answer"));
        try (PixelForgeSandbox second =
                new PixelForgeSandbox(SandboxOptions.builder().port(port).build()).start()) {
            browser.eventually(() -> assertThat(browser.text("#connection")).startsWith("Live at"));
            assertThat(second.violations()).isEmpty();
        }
    }

    /** From the oldest to the newest: generated, completed, failed, in error, processing, queued. */
    private void jobsInAllStates() {
        client.generate(Client.body("A lighthouse on a cliff at sunset"));
        client.submitted(
                "Warm golden light from the left, hard shadows",
                "image_urls",
                sample("coffee.png"),
                "image_size",
                "square");
        CLOCK.forward(Duration.ofSeconds(1));
        client.submitted("Studio light from above, sandbox:fail", "image_urls", sample("rocket.jpg"));
        CLOCK.forward(Duration.ofSeconds(1));
        client.submitted("Studio light from above, sandbox:error");
        CLOCK.forward(Duration.ofSeconds(18));
        client.submitted("Cool moonlight from the right", "image_size", "landscape_4_3", "num_images", 2);
        CLOCK.forward(Duration.ofSeconds(10));
        client.submitted("Red neon light at night", "image_urls", sample("chelsea.png"));
        CLOCK.forward(Duration.ofSeconds(5));
        client.submit("{\"image_urls\": [\"https://example.com/photo.jpg\"]}");
    }

    private List<String> sample(String name) {
        try {
            return List.of(sandbox.upload(SAMPLES.resolve(name)).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object describe(Object element) {
        return browser.script("return arguments[0].outerHTML", element);
    }

    private static List<String> facts() {
        return browser.all("#job-list .facts").stream()
                .map(facts -> facts.getText().replaceAll("\\s+", " "))
                .toList();
    }

    private static void select(String css, String value) {
        browser.script("""
                const select = document.querySelector(arguments[0]);
                select.value = arguments[1];
                select.dispatchEvent(new Event('change'));
                """, css, value);
    }

    /** For people to look at; 1280.jpg is the picture in the README, to be copied to docs/images/sandbox.jpg. */
    private static void keep(byte[] file, String name) throws IOException {
        Files.write(Files.createDirectories(Path.of("target", "page")).resolve(name), file);
    }
}
