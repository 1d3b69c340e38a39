package io.pixelforge.examples.filerelight;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Draws originals and results side by side: a row for each picture, a column for each light. */
final class ContactSheet {

    private static final int MAX_ROWS = 12;
    private static final int CELL = 440;
    private static final int GAP = 24;
    private static final int MARGIN = 48;
    private static final int HEAD = 190;
    private static final int CAPTION = 44;
    private static final int CORNER = 14;
    private static final float QUALITY = 0.86f;

    private static final Color PAPER = new Color(0x14171c);
    private static final Color INK = new Color(0xf2efe8);
    private static final Color FAINT = new Color(0x9aa1ab);
    private static final Color ACCENT = new Color(0xf0a94b);

    private final Settings settings;
    private final Properties lights = new Properties();

    ContactSheet(Settings settings, Path folder) throws IOException {
        this.settings = settings;
        try (InputStream in = Files.newInputStream(folder.resolve("application.properties"))) {
            lights.load(in);
        }
    }

    private record Row(String picture, BufferedImage original, List<BufferedImage> relit) {}

    /**
     * @param names of originals as they were dropped, {@code light/picture}
     * @param sheet the JPEG to write
     */
    void write(List<String> names, Path sheet) throws IOException {
        List<Row> rows = rows(names);
        int columns = 1 + settings.lights().size();
        int height = HEAD + MARGIN / 2;
        for (Row row : rows) {
            height += row.original.getHeight() + CAPTION;
        }
        BufferedImage image = new BufferedImage(
                2 * MARGIN + columns * CELL + (columns - 1) * GAP, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        drawPictures(graphics, rows);
        drawWords(graphics, rows);
        graphics.dispose();
        save(image, sheet);
    }

    private List<Row> rows(List<String> names) {
        TreeSet<String> pictures = new TreeSet<>();
        names.forEach(name -> pictures.add(Path.of(name).getFileName().toString()));
        List<Row> rows = new ArrayList<>();
        for (String picture : pictures) {
            List<BufferedImage> relit = new ArrayList<>();
            BufferedImage original = null;
            for (String light : settings.lights()) {
                String name = light + "/" + picture;
                boolean shown = names.contains(name);
                relit.add(shown ? Pictures.thumbnail(settings.result(name), CELL) : null);
                if (shown && original == null && settings.result(name).endsWith(picture)) {
                    original =
                            Pictures.thumbnail(settings.home().resolve("done").resolve(name), CELL);
                }
            }
            if (original != null && rows.size() < MAX_ROWS) {
                rows.add(new Row(picture, original, relit));
            }
        }
        return rows;
    }

    private static void drawPictures(Graphics2D graphics, List<Row> rows) {
        int y = HEAD;
        for (Row row : rows) {
            draw(graphics, row.original, 0, y, row.original.getHeight());
            for (int i = 0; i < row.relit.size(); i++) {
                draw(graphics, row.relit.get(i), i + 1, y, row.original.getHeight());
            }
            y += row.original.getHeight() + CAPTION;
        }
    }

    private static void draw(Graphics2D graphics, BufferedImage picture, int column, int y, int height) {
        if (picture != null) {
            graphics.setClip(new RoundRectangle2D.Float(x(column), y, CELL, height, CORNER, CORNER));
            graphics.drawImage(picture, x(column), y, CELL, height, null);
            graphics.setClip(null);
        }
    }

    private static int x(int column) {
        return MARGIN + column * (CELL + GAP);
    }

    /** A machine with nothing but Java may have no fonts at all: the pictures are worth it without words too. */
    private void drawWords(Graphics2D graphics, List<Row> rows) {
        try {
            drawHead(graphics);
            int y = HEAD;
            for (Row row : rows) {
                y += row.original.getHeight() + CAPTION;
                text(graphics, row.picture, Font.PLAIN, 17, FAINT, x(0), y - 20);
            }
        } catch (RuntimeException | LinkageError | InternalError e) {
            System.out.println("No fonts here (" + e + "): the contact sheet has no words.");
        }
    }

    private void drawHead(Graphics2D graphics) {
        text(graphics, "camel-pixelforge", Font.BOLD, 30, INK, x(0), 66);
        int behind = x(0) + graphics.getFontMetrics().stringWidth("camel-pixelforge") + GAP;
        text(graphics, "file-relight: one folder in, one folder out", Font.PLAIN, 19, FAINT, behind, 66);
        graphics.setColor(ACCENT);
        graphics.fillRect(x(0), 86, 64, 4);
        text(graphics, "original", Font.BOLD, 21, INK, x(0), HEAD - 46);
        for (int i = 0; i < settings.lights().size(); i++) {
            String light = settings.lights().get(i);
            text(graphics, light, Font.BOLD, 21, ACCENT, x(i + 1), HEAD - 46);
            String prompt = System.getProperty("light." + light, lights.getProperty("light." + light, ""));
            text(graphics, "\u201c" + prompt + "\u201d", Font.ITALIC, 17, FAINT, x(i + 1), HEAD - 18);
        }
    }

    private static void text(Graphics2D graphics, String text, int style, int size, Color colour, int x, int y) {
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
        graphics.setColor(colour);
        FontMetrics metrics = graphics.getFontMetrics();
        String shown = text;
        while (shown.length() > 1 && metrics.stringWidth(shown) > CELL && x > MARGIN) {
            shown = shown.substring(0, shown.length() - 2).stripTrailing() + "\u2026";
        }
        graphics.drawString(shown, x, y);
    }

    private static void save(BufferedImage image, Path file) throws IOException {
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
