package io.pixelforge.examples.kafkarelight;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.examples.page.PageTestSupport;
import io.pixelforge.examples.page.Runs;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaSnippetsTest extends PageTestSupport {

    @Test
    @Runs({"kafka", "kafka-properties"})
    void aRecordIsRelitUnderItsKeyAndWhatCannotBeIsPutAside() throws Exception {
        try (Broker broker = Broker.start(folder)) {
            replace("localhost:9092", broker.address());
            property("camel.component.kafka.pollTimeoutMs", "250");
            sandbox().faults().on(CallKind.SUBMIT).containing("hopeless").play(Fault.jobFails("too dark"));
            start();

            send(broker, "a", "https://example.com/a.jpg");
            send(broker, "b", "{\"prompt\": \"Neon light\", \"image_urls\": [\"https://example.com/b.jpg\"]}");
            send(broker, "c", "{\"image_urls\": [], \"prompt\": \"No picture\"}");
            send(broker, "d", "https://example.com/hopeless.jpg");

            List<ConsumerRecord<String, String>> relit = arrive(broker, "relit", 2);
            List<ConsumerRecord<String, String>> failed = arrive(broker, "relit-failed", 2);
            assertThat(relit).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("a", "b");
            assertThat(relit).allSatisfy(record -> assertThat(record.value()).contains("\"status\":\"COMPLETED\""));
            assertThat(failed)
                    .filteredOn(record -> record.key().equals("c"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).contains("No picture"));
            assertThat(failed)
                    .filteredOn(record -> record.key().equals("d"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).contains("too dark"));
            assertThat(charged())
                    .containsExactlyInAnyOrder(
                            "Professional studio lighting with soft shadows",
                            "Neon light",
                            "Professional studio lighting with soft shadows");
            stop();
        }
    }

    private static void send(Broker broker, String key, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("photos", key, value));
        }
    }

    private static List<ConsumerRecord<String, String>> arrive(Broker broker, String topic, int number) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address(), "group.id", "test", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            eventually().pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= number;
            });
        }
        return records;
    }
}
