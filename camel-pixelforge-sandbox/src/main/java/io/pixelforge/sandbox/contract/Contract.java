package io.pixelforge.sandbox.contract;

import io.pixelforge.sandbox.http.Call;
import io.pixelforge.sandbox.http.Json;
import io.pixelforge.sandbox.pictures.Size;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** The document's contract of the two {@code POST}s, word for word. */
public final class Contract {

    /** The greatest width and height that this sandbox draws; the document names none. */
    public static final int MAX_SIDE = 4096;

    private static final int MAX_PROMPT = 800;

    private final Predicate<String> ownUrl;

    /** @param ownUrl says which URLs are the sandbox's own and so count as public */
    public Contract(Predicate<String> ownUrl) {
        this.ownUrl = ownUrl;
    }

    /** All that is wrong with a call that generates. */
    public List<String> generate(Call call) {
        List<String> faults = new ArrayList<>();
        headers(call, faults);
        body(call, faults).ifPresent(body -> {
            Fields fields = new Fields(body, "", faults);
            fields.required("prompt").ifPresent(prompt -> fields.filled("prompt", prompt));
            imageUrls(fields, 3);
            fields.nothingElse();
        });
        return faults;
    }

    /** All that is wrong with a call that submits a relighting job. */
    public List<String> relight(Call call) {
        List<String> faults = new ArrayList<>();
        headers(call, faults);
        call.header("X-Webhook-URL").ifPresent(url -> callback("X-Webhook-URL", url, faults));
        call.header("X-Webhook-Mode")
                .filter(mode -> !mode.equals("terminal") && !mode.equals("sync"))
                .ifPresent(mode -> faults.add("X-Webhook-Mode must be one of terminal, sync"));
        body(call, faults).ifPresent(body -> relight(body, faults));
        return faults;
    }

    private void relight(ObjectNode body, List<String> faults) {
        Fields fields = new Fields(body, "", faults);
        fields.required("prompt")
                .flatMap(prompt -> fields.filled("prompt", prompt))
                .ifPresent(prompt -> {
                    if (prompt.codePointCount(0, prompt.length()) > MAX_PROMPT) {
                        fields.fault("prompt", "must have at most " + MAX_PROMPT + " characters");
                    }
                });
        imageUrls(fields, 10);
        fields.optional("image_size").ifPresent(size -> imageSize(fields, size, faults));
        fields.integer("num_inference_steps", 1, 150);
        fields.number("guidance_scale", 1, 20);
        fields.integer("num_images", 1, 4);
        fields.bool("enable_safety_checker");
        fields.word("output_format", "jpeg", "png");
        fields.optional("negative_prompt").ifPresent(text -> fields.text("negative_prompt", text));
        fields.word("acceleration", "none", "regular");
        fields.list("loras", fields.optional("loras"), 0, 3, (name, lora) -> lora(fields, name, lora, faults));
        fields.optional("webhook")
                .flatMap(webhook -> fields.text("webhook", webhook))
                .ifPresent(url -> callback("webhook", url, faults));
        events(fields);
        fields.nothingElse();
    }

    private static void headers(Call call, List<String> faults) {
        String type = call.header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            faults.add("Content-Type must be application/json");
        }
        String cacheControl = call.header("Cache-Control").orElse("").toLowerCase(Locale.ROOT);
        if (Arrays.stream(cacheControl.split(",")).map(String::strip).noneMatch("no-cache"::equals)) {
            faults.add("Cache-Control must be no-cache");
        }
    }

    private static Optional<ObjectNode> body(Call call, List<String> faults) {
        Optional<ObjectNode> body = Json.object(call.body());
        if (body.isEmpty()) {
            faults.add("the body must be a JSON object");
        }
        return body;
    }

    private void imageUrls(Fields fields, int max) {
        fields.list("image_urls", fields.required("image_urls"), 1, max, (name, element) -> fields.text(name, element)
                .filter(url -> !ownUrl.test(url))
                .flatMap(PublicUrls::fault)
                .ifPresent(problem -> fields.fault(name, problem)));
    }

    private static void imageSize(Fields fields, JsonNode size, List<String> faults) {
        if (size instanceof ObjectNode custom) {
            Fields sides = new Fields(custom, "image_size.", faults);
            sides.required("width");
            sides.integer("width", 1, MAX_SIDE);
            sides.required("height");
            sides.integer("height", 1, MAX_SIDE);
            sides.nothingElse();
        } else if (!size.isTextual() || !Size.isName(size.asText())) {
            fields.fault(
                    "image_size", "must be one of " + String.join(", ", Size.names()) + " or a width and a height");
        }
    }

    private static void lora(Fields parent, String name, JsonNode lora, List<String> faults) {
        if (lora instanceof ObjectNode object) {
            Fields fields = new Fields(object, name + ".", faults);
            fields.required("path").ifPresent(path -> fields.filled("path", path));
            fields.number("scale", 0, 2);
            fields.nothingElse();
        } else {
            parent.fault(name, "must be an object");
        }
    }

    private static void events(Fields fields) {
        String name = "webhook_events_filter";
        fields.list(name, fields.optional(name), 1, 3, (element, event) -> fields.text(element, event)
                .filter(word -> !List.of("start", "complete", "*").contains(word))
                .ifPresent(word -> fields.fault(element, "must be one of start, complete, *")));
    }

    private static void callback(String name, String url, List<String> faults) {
        Optional<URI> uri = PublicUrls.http(url);
        boolean https = uri.filter(u -> "https".equalsIgnoreCase(u.getScheme())).isPresent();
        if (!https && uri.filter(PublicUrls::loopback).isEmpty()) {
            faults.add(name + " must be an https URL");
        }
    }
}
