package io.pixelforge.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** JSON that was right once. Made by one draw, not of many small ones, since a million of each is wanted. */
public final class AnyJson {

    /** Right by the grammar, and within any limit. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "7",
            "-0",
            "0.1",
            "1e7",
            "1e400",
            "9".repeat(40),
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"7\"",
            "\"id-1\"",
            "\"id-2\"",
            "\"COMPLETED\"",
            "\"PROCESSING\"",
            "\"QUEUED \"",
            "\"\\u0000\\r\\n\\u001b[31m\\u2028\"",
            "\"\\ud83d\"",
            "\"\\udca1\\ud83d\"",
            "\"" + "\uD83D\uDCA1".repeat(300) + "\"",
            "\"" + "a".repeat(3000) + "\"",
            "\"https://a.example/2.png?signature=s\"",
            "\"+99999-01-01T00:00:00Z\"",
            "[]",
            "[null]",
            "[\"x\",7]",
            "{}",
            "{\"\":{}}",
            "[".repeat(20) + "]".repeat(20));

    /** Wrong, or beyond a limit. */
    private static final List<String> WRONG = List.of(
            "",
            "NaN",
            "01",
            "1e999999999",
            "-1e999999999",
            "1e-999999999",
            "9".repeat(2000),
            "'x'",
            "\"\\x\"",
            "\"\\ud83",
            "\"\n\"",
            "[".repeat(2000),
            "{\"a\":".repeat(2000),
            "[".repeat(200) + "]".repeat(200),
            "nul",
            "/**/1",
            "\uFEFF1");

    /** Bytes that a failed property shows as text. */
    public record Body(byte[] bytes) {

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private final Random random;
    private final double harm;
    private final boolean more;
    private final StringBuilder out = new StringBuilder();

    private AnyJson(Random random, double harm, boolean more) {
        this.random = random;
        this.harm = harm;
        this.more = more;
    }

    /**
     * Some of these documents with fields dropped, doubled, renamed, added, values of another type, nested, huge, halves
     * of characters, cut or damaged at some byte.
     */
    public static Arbitrary<Body> near(String... right) {
        List<JsonNode> documents = documents(right);
        return Arbitraries.randomValue(random -> {
            double harm = random.nextInt(4) * 0.1;
            byte[] bytes = written(documents, random, harm, true);
            return new Body(random.nextInt(3) == 0 ? damaged(bytes, random) : bytes);
        });
    }

    /** Some of these documents in another form: order, blanks, escapes. */
    public static Arbitrary<Body> same(String... right) {
        List<JsonNode> documents = documents(right);
        return Arbitraries.randomValue(random -> new Body(written(documents, random, 0, false)));
    }

    /** The same with fields that nobody knows. */
    public static Arbitrary<Body> sameWithMore(String... right) {
        List<JsonNode> documents = documents(right);
        return Arbitraries.randomValue(random -> new Body(written(documents, random, 0, true)));
    }

    /** Bytes changed, cut out, put in, or what follows them cut off. */
    public static byte[] damaged(byte[] bytes, Random random) {
        byte[] result = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(result.length + 1);
            int gone = random.nextInt(5) == 0 ? result.length : random.nextInt(4);
            byte[] put = new byte[random.nextInt(4)];
            random.nextBytes(put);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.write(result, 0, at);
            joined.writeBytes(put);
            joined.writeBytes(Arrays.copyOfRange(result, Math.min(result.length, at + gone), result.length));
            result = joined.toByteArray();
        }
        return result;
    }

    private static List<JsonNode> documents(String... texts) {
        List<JsonNode> documents = new ArrayList<>();
        for (String text : texts) {
            try {
                documents.add(new ObjectMapper().readTree(text));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return documents;
    }

    private static byte[] written(List<JsonNode> documents, Random random, double harm, boolean more) {
        AnyJson json = new AnyJson(random, harm, more);
        json.write(documents.get(random.nextInt(documents.size())));
        return json.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonNode node) {
        blank();
        if (chance(harm)) {
            out.append(chance(0.2) ? pick(WRONG) : pick(ODD));
        } else if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            array(node);
        } else if (node.isTextual()) {
            text(node.textValue());
        } else {
            out.append(node);
        }
        blank();
    }

    private void object(JsonNode node) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
        Collections.shuffle(fields, random);
        out.append('{');
        String comma = "";
        for (Map.Entry<String, JsonNode> field : fields) {
            for (int times = chance(harm / 2) ? random.nextInt(3) : 1; times > 0; times--) {
                out.append(comma);
                text(chance(harm / 4) ? field.getKey() + "s" : field.getKey());
                out.append(':');
                write(field.getValue());
                comma = ",";
            }
        }
        if (more && chance(0.2)) {
            out.append(comma).append("\"unheard_of\":").append(pick(ODD));
        }
        out.append('}');
    }

    private void array(JsonNode node) {
        out.append('[');
        for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); ) {
            write(items.next());
            out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void text(String text) {
        boolean escape = chance(0.1);
        out.append('"');
        for (char c : text.toCharArray()) {
            if (escape || c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                out.append("\\u").append(Character.forDigit(c >> 12, 16)).append(Character.forDigit(c >> 8 & 15, 16));
                out.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void blank() {
        if (chance(0.1)) {
            out.append(pick(List.of(" ", "\n", "\t\r\n  ")));
        }
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
