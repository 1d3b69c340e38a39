package io.pixelforge.sandbox.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files in and out. */
public final class Codec {

    private static final long MAX_PIXELS = 200_000_000;
    private static final float JPEG_QUALITY = 0.92f;

    private Codec() {}

    /**
     * Decodes a picture into opaque RGB, leaving out pixels that a result of that size has no use for.
     *
     * @throws UnreadablePictureException if it is no JPEG or PNG, cut off, or larger than 200 megapixels
     */
    public static BufferedImage decode(byte[] file, Size size) {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new UnreadablePictureException("The picture could not be decoded: unknown format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input);
                return opaque(read(reader, size));
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadablePictureException("The picture could not be decoded: " + e.getMessage(), e);
        }
    }

    private static BufferedImage read(ImageReader reader, Size size) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            throw new IOException(width + "x" + height + " pixels are too many");
        }
        String[] warning = new String[1];
        reader.addIIOReadWarningListener((source, text) -> warning[0] = text);
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.min(width / (2 * size.width()), height / (2 * size.height())));
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = reader.read(0, param);
        /* A cut JPEG is only a warning to the reader, which fills the rest with grey. */
        if (warning[0] != null && warning[0].toLowerCase(Locale.ROOT).contains("premature end")) {
            throw new IOException(warning[0]);
        }
        return image;
    }

    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return opaque;
    }

    /** Encodes a picture. */
    public static byte[] encode(BufferedImage image, Format format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.word()).next();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(output);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format == Format.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
