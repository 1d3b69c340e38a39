package io.pixelforge.examples.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of ours on this class path. It ends when it is closed, or with us. */
final class Child implements AutoCloseable {

    private static final long KILL_SECONDS = 10;

    private final Process process;
    private final BufferedReader out;

    private Child(List<String> command, Duration limit) throws IOException {
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.out = process.inputReader();
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroyForcibly);
    }

    /**
     * @param javaHome of the Java to run it on
     * @param flags    of that Java
     * @param limit    after which it is killed
     * @param arguments of the main class
     */
    static Child start(Path javaHome, List<String> flags, Duration limit, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new Child(command, limit);
    }

    /** Maven runs us by a class loader, not by a class path. */
    private static String classPath() {
        if (Child.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(URL::getPath)
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
        return System.getProperty("java.class.path");
    }

    /**
     * What the child says behind a word at the begin of a line; other lines are passed on.
     *
     * @throws IOException if it ends before it has said that
     */
    String await(String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
            System.out.println(line);
        }
        throw new IOException("A process has ended early");
    }

    /** Ends this process when its parent has ended, however that came about. */
    static void endWithParent() {
        InputStream in = System.in;
        Thread watch = new Thread(
                () -> {
                    try {
                        in.read();
                    } catch (IOException e) {
                        // the parent is gone as well
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
