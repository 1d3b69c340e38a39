package io.pixelforge.examples.s3relight;

import io.pixelforge.camel.PixelForgeConstants;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Says in the metadata of a result where it came from. S3 takes 2 KB of plain characters; what is not plain is written
 * as S3 itself does, after RFC 2047, and what is too long is cut.
 */
public final class ResultMetadata implements Processor {

    private static final int LONGEST = 600;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, String> metadata = new HashMap<>();
        metadata.put("request-id", message.getHeader(PixelForgeConstants.REQUEST_ID, String.class));
        metadata.put("prompt", plain(message.getHeader("prompt", String.class)));
        metadata.put("original", plain(message.getHeader("source", String.class)));
        message.setHeader("CamelAwsS3Metadata", metadata);
    }

    static String plain(String text) {
        if (text.length() <= LONGEST && text.matches("[!-~]+( [!-~]+)*")) {
            return text;
        }
        int end = text.length();
        String encoded = encoded(text);
        while (encoded.length() > LONGEST) {
            end = text.offsetByCodePoints(end, -1);
            encoded = encoded(text.substring(0, end));
        }
        return encoded;
    }

    private static String encoded(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
