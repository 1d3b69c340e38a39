package io.pixelforge.sandbox.faults;

import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Json;
import io.pixelforge.sandbox.jobs.Jobs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Spoils right answers. */
final class Mangling {

    private static final Pattern REQUEST_ID = Pattern.compile(Jobs.RELIGHT_MODEL + "_[0-9a-f-]{36}");
    private static final int PROMISED_MORE = 1000;

    private Mangling() {}

    /** The first half, as if that were all. */
    static Answer half(Answer answer) {
        return answer.body(Arrays.copyOf(answer.body(), answer.body().length / 2));
    }

    /** The first half under the length of the whole: the connection closes on the reader. */
    static Answer cut(Answer answer) {
        return half(answer).header("Content-Length", String.valueOf(answer.body().length));
    }

    /** Everything, under a length that is too great. */
    static Answer wrongLength(Answer answer) {
        return answer.header("Content-Length", String.valueOf(answer.body().length + PROMISED_MORE));
    }

    /** The same with request ids that belong to nobody. */
    static Answer anotherJob(Answer answer) {
        String other = Jobs.RELIGHT_MODEL + "_" + UUID.randomUUID();
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return answer.body(REQUEST_ID.matcher(body).replaceAll(other).getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a change to its JSON object; an answer that is none stays as it is. */
    static Answer edit(Answer answer, Consumer<ObjectNode> change) {
        return Json.object(answer.body())
                .map(body -> {
                    change.accept(body);
                    return answer.body(Json.bytes(body));
                })
                .orElse(answer);
    }

    /** The same with this URL instead of each of its media; without any it stays as it is. */
    static Answer media(Answer answer, String url) {
        return edit(answer, body -> {
            if (body.at("/output/media_url") instanceof ArrayNode media) {
                for (int i = 0; i < media.size(); i++) {
                    media.set(i, url);
                }
            }
        });
    }

    /** The right JSON behind so many blanks. */
    static Answer huge(Answer answer, int bytes) {
        byte[] body = new byte[Math.addExact(bytes, answer.body().length)];
        Arrays.fill(body, 0, bytes, (byte) ' ');
        System.arraycopy(answer.body(), 0, body, bytes, answer.body().length);
        return answer.body(body);
    }
}
