package io.pixelforge.camel;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Which of the headers of a message from Kafka come back with the end of its job. */
@State(Scope.Thread)
public class SavedHeadersBenchmark {

    private final SavedHeaders scalars = new SavedHeaders(SavedHeaders.SCALARS);
    private final SavedHeaders chosen = new SavedHeaders("kafka.KEY,order*");
    private final Map<String, Object> headers = new LinkedHashMap<>();

    public SavedHeadersBenchmark() {
        headers.put("kafka.TOPIC", "photos");
        headers.put("kafka.PARTITION", 3);
        headers.put("kafka.OFFSET", 123_456L);
        headers.put("kafka.KEY", "customer-4711");
        headers.put("kafka.TIMESTAMP", 1_779_455_852_110L);
        headers.put("kafka.HEADERS", new Object());
        headers.put("kafka.MANUAL_COMMIT", new Object());
        headers.put("orderId", "4711");
        headers.put("orderedAt", Instant.EPOCH);
        headers.put("Content-Type", "image/jpeg");
        headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        headers.put("CamelMessageTimestamp", 1_779_455_852_110L);
    }

    @Benchmark
    public Object saveScalars() {
        return scalars.of(headers);
    }

    @Benchmark
    public Object saveChosen() {
        return chosen.of(headers);
    }
}
