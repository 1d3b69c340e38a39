package io.pixelforge.examples.filerelight;

import io.pixelforge.examples.Launch;
import io.pixelforge.examples.Outside;
import io.pixelforge.sandbox.PixelForgeSandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/**
 * Runs the routes of the folder {@code file-relight}: with the real service, or with a sandbox of its own; for some
 * pictures, or until it is stopped.
 */
public final class FileRelight {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int NOT_ENDED = 1;

    private final Path folder;
    private final Settings settings;
    private final PrintStream out;

    /** @param folder with the routes and {@code application.properties} */
    FileRelight(Path folder, Settings settings, PrintStream out) {
        this.folder = folder;
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Launch.run(() -> new FileRelight(folder, Settings.of(folder, Outside.settings()), System.out).run());
    }

    /** @return the exit status */
    int run() throws Exception {
        if (settings.gateway().isPresent()) {
            out.println("The gateway is " + settings.gateway().get() + ": pictures are paid for.");
            return run(camel(settings.gateway().get()));
        }
        try (PixelForgeSandbox sandbox = Launch.sandbox(out)) {
            Main camel = camel(sandboxGateway(sandbox));
            camel.addOverrideProperty("relight.poll", "1s");
            return run(camel);
        }
    }

    static Settings.Gateway sandboxGateway(PixelForgeSandbox sandbox) {
        return new Settings.Gateway(sandbox.url(), "sandbox", "kamelet:pixelforge-sandbox-publish-action");
    }

    /** The routes, not yet started. */
    Main camel(Settings.Gateway gateway) {
        return Launch.camel(folder, settings.properties(gateway));
    }

    private int run(Main camel) throws Exception {
        Files.createDirectories(settings.home().resolve("inbox"));
        tellLeftOvers();
        Launch.start(camel);
        if (settings.pictures().isEmpty()) {
            out.println("Watching " + settings.home().resolve("inbox") + " until you press Ctrl+C.");
            Runtime.getRuntime().addShutdownHook(new Thread(camel::stop, "file-relight-stop"));
            new CountDownLatch(1).await();
        }
        try {
            return relight();
        } finally {
            camel.stop();
        }
    }

    /** Jobs are kept in memory: what the last run had submitted and not collected is to be seen by its originals. */
    private void tellLeftOvers() throws IOException {
        long left = count(settings.home().resolve("submitted"));
        if (left > 0) {
            out.printf(
                    "%d of %s were submitted by a run that has stopped; move them to inbox to submit them again.%n",
                    left, settings.home().resolve("submitted"));
        }
    }

    private static long count(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private int relight() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        List<String> names = drop();
        tell("Dropped " + names.size() + " files", settings.home().resolve("inbox"));
        boolean ended = Launch.await(() -> names.stream().allMatch(this::hasEnded), PATIENCE);
        List<String> relit = names.stream().filter(name -> isDone(name, begin)).toList();
        out.printf(
                "%d relit, %d failed, in %d s.%n",
                relit.size(),
                names.stream().filter(this::hasEnded).count() - relit.size(),
                Duration.between(begin, Instant.now()).toSeconds());
        tell("Results", settings.home().resolve("outbox"));
        if (relit.size() < names.size()) {
            tell("Failed, with reasons", settings.home().resolve("failed"));
        }
        if (!relit.isEmpty()) {
            Path sheet = settings.home().resolve("contact-sheet.jpg");
            new ContactSheet(settings, folder).write(relit, sheet);
            tell("Contact sheet", sheet);
        }
        if (!ended) {
            tell(
                    "Not ended in " + PATIENCE.toMinutes() + " min",
                    settings.home().resolve("submitted"));
        }
        return ended ? 0 : NOT_ENDED;
    }

    private void tell(String what, Path where) {
        Path here = Path.of("").toAbsolutePath();
        out.printf("%-22s%s%n", what + ":", where.startsWith(here) ? here.relativize(where) : where);
    }

    /** Copies under a hidden name first, which Camel leaves alone: a picture is in the inbox only when it is whole. */
    private List<String> drop() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path directory : settings.pictures()) {
            for (Path picture : pictures(directory)) {
                for (String light : settings.lights()) {
                    Path target =
                            settings.home().resolve("inbox").resolve(light).resolve(picture.getFileName());
                    Files.createDirectories(target.getParent());
                    Path hidden = target.resolveSibling("." + target.getFileName());
                    Files.copy(picture, hidden, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(hidden, target, StandardCopyOption.REPLACE_EXISTING);
                    names.add(light + "/" + picture.getFileName());
                }
            }
        }
        return names;
    }

    private static List<Path> pictures(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("\\..*|SOURCES\\.md"))
                    .sorted()
                    .toList();
        }
    }

    /** A file is in one of the two until all is done, since it is moved from the one to the other in one step. */
    private boolean hasEnded(String name) {
        return Files.notExists(settings.home().resolve("inbox").resolve(name))
                && Files.notExists(settings.home().resolve("submitted").resolve(name));
    }

    private boolean isDone(String name, Instant since) {
        try {
            Path result = settings.result(name);
            return Files.exists(result)
                    && !Files.getLastModifiedTime(result).toInstant().isBefore(since.minusSeconds(1));
        } catch (IOException e) {
            return false;
        }
    }
}
