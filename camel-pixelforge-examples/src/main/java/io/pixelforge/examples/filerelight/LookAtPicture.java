package io.pixelforge.examples.filerelight;

import io.pixelforge.camel.PixelForgeConstants;
import io.pixelforge.camel.images.PictureFormat;
import java.awt.Dimension;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Refuses what is no picture before anything is paid, and asks for a result of the picture's own size and format, in
 * the light of the folder that it lies in.
 */
public final class LookAtPicture implements Processor {

    private static final String LONGEST_SIDE = "1280";

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Path file = message.getBody(File.class).toPath();
        String name = message.getHeader(Exchange.FILE_NAME, String.class);
        PictureFormat format = format(file);
        message.setHeader(PixelForgeConstants.PROMPT, prompt(exchange.getContext(), name));
        message.setHeader(PixelForgeConstants.OUTPUT_FORMAT, format == PictureFormat.JPEG ? "jpeg" : "png");
        message.setHeader("resultName", format == PictureFormat.WEBP ? name + ".png" : name);
        if (format != PictureFormat.WEBP) { // Java cannot read it: the service's own size will do
            message.setHeader(PixelForgeConstants.IMAGE_SIZE, size(exchange.getContext(), file));
        }
    }

    private static PictureFormat format(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(PictureFormat.HEAD);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalArgumentException("It cannot be read: " + e);
        }
        if (head.length == 0) {
            throw new IllegalArgumentException("It is empty (0 bytes).");
        }
        Optional<PictureFormat> format = PictureFormat.of(head);
        return format.orElseThrow(() -> new IllegalArgumentException("It is no picture: neither JPEG, PNG nor WEBP."));
    }

    private static String size(CamelContext context, Path file) {
        Dimension own = Pictures.look(file);
        int longest =
                Integer.parseInt(context.resolvePropertyPlaceholders("{{relight.longestSide:" + LONGEST_SIDE + "}}"));
        double scale = Math.min(1, longest / (double) Math.max(own.width, own.height));
        return scaled(own.width, scale) + "x" + scaled(own.height, scale);
    }

    private static long scaled(int side, double scale) {
        return Math.max(1, Math.round(side * scale));
    }

    private static String prompt(CamelContext context, String name) {
        Path folder = Path.of(name).getParent();
        String light = folder == null ? "default" : folder.getName(0).toString();
        return context.getPropertiesComponent()
                .resolveProperty("light." + light)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Its folder " + light + " names no light: add light." + light + " to application.properties."));
    }
}
