package io.pixelforge.camel.jobs;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.Pace;
import java.util.Collection;
import java.util.List;

/**
 * A request to be sent at most once.
 *
 * @param spec            what is known of the job before it is sent
 * @param delivery        who is to get its end
 * @param kind            how its call is let through
 * @param pace            of the key that it is sent with
 * @param resubmitUnknown whether a key whose POST is in doubt may be sent again
 * @param maxInFlight     how many jobs of the group may not have ended; 0 for any number
 * @param rejectWhenFull  whether to refuse a request beyond that, instead of letting it wait
 * @param notedJobId      the job that an earlier try of the same exchange began; {@code null} if there was none
 * @param routes          whose stop ends all waiting for it
 * @param sending         what differs between the operations
 */
public record Submit(
        JobSpec spec,
        Delivery delivery,
        CallQueue.Kind kind,
        Pace pace,
        boolean resubmitUnknown,
        int maxInFlight,
        boolean rejectWhenFull,
        String notedJobId,
        Collection<String> routes,
        Sending sending) {

    /** How a request gets its pictures and is sent. */
    public interface Sending {

        /**
         * Makes the pictures public, once per job.
         *
         * @return their URLs; empty if the request names URLs itself
         */
        List<String> publish() throws Exception;

        /**
         * Makes the call, in the thread of the caller, and returns the job after it.
         *
         * @param callbackToken the end of the URL that the service calls back; {@code null} if it is to call none
         */
        Job send(Job job, String callbackToken);

        /** Told as soon as it is known which job the exchange belongs to, and before anything is sent. */
        void began(Job job);
    }
}
