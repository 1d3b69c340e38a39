package io.pixelforge.camel.images;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names what people have pictures in and the service does not take, for an error that helps. */
final class OtherFormats {

    /** How many first bytes {@link #name} needs to see. */
    static final int HEAD = 1024;

    /** On bytes as ISO 8859-1. */
    private static final Map<String, Pattern> HEADS = new LinkedHashMap<>();

    static {
        head("GIF", "GIF8[79]a");
        head("BMP", "BM.{4}\0{4}.{3}\0");
        head("TIFF", "II\\*\0|MM\0\\*|II\\+\0|MM\0\\+");
        head("HEIC", ".{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)");
        head("AVIF", ".{4}ftypavi[fs]");
        head("JPEG 2000", "\0\0\0\fjP  |\u00ffO\u00ffQ");
        head("JPEG XL", "\0\0\0\fJXL |\u00ff\n");
        head("Photoshop", "8BPS\0");
        head("PDF", "%PDF-");
        head("SVG", "(\u00ef\u00bb\u00bf)?\\s*<(svg\\b|(\\?xml|!DOCTYPE|!--).*<svg\\b)");
    }

    private OtherFormats() {}

    /** The format that these first bytes begin, if it is one of them. */
    static Optional<String> name(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return HEADS.entrySet().stream()
                .filter(format -> format.getValue().matcher(text).lookingAt())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static void head(String name, String pattern) {
        HEADS.put(name, Pattern.compile(pattern, Pattern.DOTALL));
    }
}
