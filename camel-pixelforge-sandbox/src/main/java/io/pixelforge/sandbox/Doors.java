package io.pixelforge.sandbox;

import io.pixelforge.sandbox.http.Answer;
import io.pixelforge.sandbox.http.Call;
import java.util.Optional;
import java.util.Set;

/** Lets in who has a key. */
final class Doors {

    private final Set<String> keys;

    /** Knows these keys; none for any. */
    Doors(Set<String> keys) {
        this.keys = keys;
    }

    /** The refusal, if there is one. */
    Optional<Answer> refusal(Call call) {
        Optional<String> key = call.key();
        if (key.isEmpty()) {
            return Optional.of(Answer.error(401, "Unauthorized", Call.KEY_HEADER + " is missing"));
        }
        if (!keys.isEmpty() && !keys.contains(key.get())) {
            return Optional.of(Answer.error(401, "Unauthorized", "The subscription key is not known"));
        }
        return Optional.empty();
    }
}
