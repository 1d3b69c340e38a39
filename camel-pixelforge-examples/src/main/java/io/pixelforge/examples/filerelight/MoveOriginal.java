package io.pixelforge.examples.filerelight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Moves a submitted original to where its job has brought it. */
public final class MoveOriginal implements Processor {

    private Path home;

    public void setHome(String home) {
        this.home = Path.of(home);
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        String name = exchange.getMessage().getHeader("original", String.class);
        Path submitted = home.resolve("submitted").resolve(name);
        if (Files.notExists(submitted)) {
            if (Files.exists(home.resolve("inbox").resolve(name))) {
                throw new IOException(name + " is still on its way from inbox to submitted");
            }
            return; // somebody has taken it away, which is their right
        }
        Path target = home.resolve(exchange.getProperty("goesTo", String.class)).resolve(name);
        Files.createDirectories(target.getParent());
        Files.move(submitted, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
