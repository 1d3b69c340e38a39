package io.pixelforge.examples.kafkarelight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What others do with the topics: they send photos, and read what became of them. */
final class Topics {

    private static final Duration POLL = Duration.ofMillis(250);

    private final String brokers;

    Topics(String brokers) {
        this.brokers = brokers;
    }

    /** Sends each text as a record, and returns when the broker has them all. */
    void send(List<String> photos) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
            for (String photo : photos) {
                producer.send(new ProducerRecord<>("photos", photo)).get();
            }
        }
    }

    /** How many of these records have to come out: those with one id are one. */
    static int expected(List<String> photos) {
        Set<String> ids = new HashSet<>();
        for (String photo : photos) {
            String id = id(photo);
            ids.add(id == null ? UUID.randomUUID().toString() : id);
        }
        return ids.size();
    }

    private static String id(String photo) {
        try {
            JsonNode id = new ObjectMapper().readTree(photo).get("id");
            return id == null ? null : id.asText();
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /**
     * Reads both topics from their beginning until so many ids have come out.
     *
     * @return the ids that are in each; fewer if that has taken longer than the patience
     */
    Map<String, Set<String>> await(int ids, Duration patience) {
        Set<String> relit = new HashSet<>();
        Set<String> failed = new HashSet<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("relit", "relit-failed"));
            Instant until = Instant.now().plus(patience);
            while (relit.size() + failed.size() < ids && Instant.now().isBefore(until)) {
                consumer.poll(POLL)
                        .forEach(record -> (record.topic().equals("relit") ? relit : failed).add(record.key()));
            }
        }
        return Map.of("relit", relit, "relit-failed", failed);
    }
}
