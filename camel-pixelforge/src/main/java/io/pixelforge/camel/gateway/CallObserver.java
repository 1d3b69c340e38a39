package io.pixelforge.camel.gateway;

import java.time.Duration;

/** Told of each call to a gateway once it has ended, by the thread of the call, which must not be held up. */
public interface CallObserver {

    /** Tells nobody. */
    CallObserver NONE = (call, code, took, failure) -> {};

    /**
     * @param call    {@code generate}, {@code relight} or {@code status}
     * @param code    the HTTP status of the answer; 0 if there was none
     * @param took    from its begin to its end, without the time that it had to wait for its turn
     * @param failure what the caller gets instead of a result; {@code null} if the answer can be believed
     */
    void ended(String call, int code, Duration took, PixelForgeException failure);
}
