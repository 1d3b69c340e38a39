package io.pixelforge.camel.gateway;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads typed values out of loose ones and collects what is wrong with them instead of stopping at the first. */
final class ParameterReader {

    /** A comma inside a URL is legal, so a list in one text is split only where the next URL begins. */
    private static final Pattern LIST_COMMA = Pattern.compile(",\\s*(?=https?://)", Pattern.CASE_INSENSITIVE);

    private static final Pattern URL = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*[xX]\\s*(\\d{1,6})");

    /** Without an exponent, which would let a short text become gigabytes of digits. */
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,20})?");

    /** What a number of Java's own may look like; its exponent cannot be much. */
    private static final Pattern BINARY_NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,400})?(E[+-]?\\d{1,3})?");

    private static final int QUOTED = 80;

    /** A body of a megabyte may have a hundred thousand faults. */
    private static final int NAMED = 20;

    private final Map<String, ?> values;
    private final List<String> known;
    private final UnaryOperator<String> names;
    private final List<String> faults = new ArrayList<>();

    /** @param names what to call a parameter where it has a fault */
    ParameterReader(Map<String, ?> values, List<String> known, UnaryOperator<String> names) {
        this.values = values;
        this.known = known;
        this.names = names;
        Set<String> unknown = new TreeSet<>();
        for (Object key : values.keySet()) { // may be anything, since what comes out of a body is
            String name = String.valueOf(key);
            if (!known.contains(name)) {
                unknown.add(name);
            }
        }
        for (String name : unknown) {
            faults.add(quote(name) + " is not a parameter (known: " + String.join(", ", known) + ")");
        }
    }

    boolean knows(String name) {
        return known.contains(name);
    }

    void throwFaults(String operation) {
        if (!faults.isEmpty()) {
            throw new InvalidRequestException("The " + operation + " request cannot be sent, nothing was charged. "
                    + (faults.size() == 1 ? "It has a fault: " : "It has " + faults.size() + " faults: ")
                    + String.join("; ", faults()));
        }
    }

    List<String> faults() {
        List<String> named = new ArrayList<>(faults.subList(0, Math.min(faults.size(), NAMED)));
        if (faults.size() > NAMED) {
            named.add("and " + (faults.size() - NAMED) + " more");
        }
        return named;
    }

    void required(String name) {
        Object value = value(name);
        if (value == null
                || value instanceof CharSequence text && text.toString().isBlank()) {
            fault(name, "is required");
        }
    }

    String text(String name, int maxCharacters) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof CharSequence)) {
            return fault(name, "must be text", value);
        }
        String text = value.toString();
        int length = text.codePointCount(0, text.length());
        if (length > maxCharacters) {
            return fault(name, "must have at most " + maxCharacters + " characters, has " + length);
        }
        return encodable(name, text);
    }

    Integer integer(String name, int min, int max) {
        BigDecimal number = decimal(name, "must be", value(name));
        if (number == null) {
            return null;
        }
        if (number.stripTrailingZeros().scale() > 0 || outside(number, min, max)) {
            return fault(name, "must be a whole number from " + min + " to " + max, number);
        }
        return number.intValueExact();
    }

    BigDecimal number(String name, int min, int max) {
        return number(name, "must be", value(name), min, max);
    }

    Boolean bool(String name) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> fault(name, "must be true or false", value);
        };
    }

    String word(String name, List<String> allowed) {
        Object value = value(name);
        return value == null ? null : word(name, value, allowed);
    }

    List<String> words(String name, List<String> allowed) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        Collection<?> items = value instanceof CharSequence text
                ? Arrays.stream(text.toString().split(",")).map(String::trim).toList()
                : items(value);
        for (Object item : items) {
            words.add(word(name, item, allowed));
        }
        return words;
    }

    ImageSize imageSize(String name) {
        Object value = value(name) instanceof ImageSize size ? size.json() : value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            if (map.keySet().equals(Set.of("width", "height"))) {
                return customSize(name, map.get("width"), map.get("height"));
            }
        } else if (value instanceof CharSequence text) {
            String size = text.toString().trim();
            if (ImageSize.PRESETS.contains(size)) {
                return ImageSize.preset(size);
            }
            Matcher custom = SIZE.matcher(size);
            if (custom.matches()) {
                return customSize(name, custom.group(1), custom.group(2));
            }
        }
        return fault(
                name,
                "must be one of " + String.join(", ", ImageSize.PRESETS) + ", or a width and height in pixels such as"
                        + " 1280x720",
                value);
    }

    List<String> imageUrls(String name, int max, int pictures) {
        Object value = value(name);
        List<?> items = value == null ? List.of() : items(value);
        int count = pictures + items.size();
        if (count < 1 || count > max) {
            fault(name, "must name 1 to " + max + " pictures, names " + count);
        }
        List<String> urls = new ArrayList<>();
        for (Object item : items) {
            urls.add(url(name, item, Set.of("http", "https"), "must hold absolute http or https URLs"));
        }
        return urls;
    }

    String httpsUrl(String name) {
        Object value = value(name);
        return value == null ? null : url(name, value, Set.of("https"), "must be an absolute https URL");
    }

    List<Lora> loras(String name, int max) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        List<Lora> loras = new ArrayList<>();
        List<?> items = value instanceof Map || value instanceof Lora ? List.of(value) : items(value);
        for (Object item : value instanceof CharSequence ? paths(items) : items) {
            loras.add(lora(name, item));
        }
        if (loras.size() > max) {
            fault(name, "must have at most " + max + " entries, has " + loras.size());
        }
        return loras;
    }

    /** A path that is no URL has no comma either. */
    private static List<String> paths(List<?> items) {
        return items.stream()
                .map(String::valueOf)
                .flatMap(item -> URL.matcher(item).lookingAt() ? Stream.of(item) : Arrays.stream(item.split(",")))
                .toList();
    }

    private Lora lora(String name, Object item) {
        if (item instanceof Lora lora) {
            return checkedLora(name, lora.path(), lora.scale());
        }
        if (item instanceof Map<?, ?> map
                && map.keySet().stream().allMatch(key -> "path".equals(key) || "scale".equals(key))) {
            return checkedLora(name, map.get("path"), map.get("scale"));
        }
        if (item instanceof CharSequence text) {
            String path = text.toString().trim();
            int at = path.lastIndexOf('@');
            Optional<BigDecimal> scale = at < 0 ? Optional.empty() : parse(path.substring(at + 1));
            return scale.isPresent()
                    ? checkedLora(name, path.substring(0, at), scale.get())
                    : checkedLora(name, path, null);
        }
        return fault(name, "must hold objects with path and scale, or text such as path@0.8", item);
    }

    private Lora checkedLora(String name, Object path, Object scale) {
        if (!(path instanceof CharSequence text) || text.toString().isBlank()) {
            fault(name, "must give each entry a path");
        }
        return new Lora(encodable(name, String.valueOf(path)), number(name, "must have a scale that is", scale, 0, 2));
    }

    private ImageSize customSize(String name, Object width, Object height) {
        BigDecimal w = decimal(name, "must be", width);
        BigDecimal h = decimal(name, "must be", height);
        if (w == null || h == null || !isPixels(w) || !isPixels(h)) {
            return fault(name, "must have a width and a height of 1 pixel or more", width + "x" + height);
        }
        return ImageSize.of(w.intValue(), h.intValue());
    }

    private static boolean isPixels(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && !outside(number, 1, Integer.MAX_VALUE);
    }

    private String url(String name, Object item, Set<String> schemes, String rule) {
        String text = String.valueOf(item).trim();
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && schemes.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
                return encodable(name, text);
            }
        } catch (URISyntaxException e) {
            return fault(name, rule + " (" + e.getReason() + " at " + e.getIndex() + ")", ForeignText.url(text));
        }
        return fault(name, rule, ForeignText.url(text));
    }

    private String word(String name, Object value, List<String> allowed) {
        String word = String.valueOf(value).trim();
        return allowed.contains(word) ? word : fault(name, "must be one of " + String.join(", ", allowed), value);
    }

    private BigDecimal number(String name, String must, Object value, int min, int max) {
        BigDecimal number = decimal(name, must, value);
        if (number == null || !outside(number, min, max)) {
            return number;
        }
        return fault(name, must + " a number from " + min + " to " + max, number);
    }

    private BigDecimal decimal(String name, String must, Object value) {
        if (value == null) {
            return null;
        }
        return parse(value).orElseGet(() -> fault(name, must + " a number", value));
    }

    private static Optional<BigDecimal> parse(Object value) {
        String text = value.toString().trim();
        boolean binary = value instanceof Double || value instanceof Float || value instanceof BigDecimal;
        if (!(value instanceof Number || value instanceof CharSequence)
                || !(binary ? BINARY_NUMBER : PLAIN_NUMBER).matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return Optional.of(number.scale() < 0 ? number.setScale(0) : number);
    }

    /** Half of a character, left where a text was cut in its middle, cannot be sent. */
    private String encodable(String name, String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? text
                : fault(name, "has half of a character, perhaps where it was cut");
    }

    private static boolean outside(BigDecimal number, long min, long max) {
        return number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0;
    }

    private static List<?> items(Object value) {
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (value instanceof CharSequence text) {
            return text.toString().isBlank()
                    ? List.of()
                    : List.of(LIST_COMMA.split(text.toString().trim()));
        }
        return List.of(value);
    }

    private Object value(String name) {
        return knows(name) ? values.get(name) : null;
    }

    private <T> T fault(String name, String rule, Object value) {
        return fault(name, rule + ", but is " + quote(value));
    }

    private <T> T fault(String name, String rule) {
        faults.add(names.apply(name) + " " + rule);
        return null;
    }

    private static String quote(Object value) {
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
        return "'" + (text.length() > QUOTED ? text.substring(0, QUOTED) + "..." : text) + "'";
    }
}
