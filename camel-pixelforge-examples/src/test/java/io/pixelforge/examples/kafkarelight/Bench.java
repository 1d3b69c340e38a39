package io.pixelforge.examples.kafkarelight;

import static org.awaitility.Awaitility.await;

import io.pixelforge.sandbox.PixelForgeSandbox;
import io.pixelforge.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;

/** A broker, a gateway and a database, and the routes of the example on them as often as a test likes. */
final class Bench implements AutoCloseable {

    static final Path FOLDER = Path.of(System.getProperty("basedir"), "kafka-relight");
    static final String GROUP = "relight";

    private final Broker broker;
    private final PixelForgeSandbox sandbox;
    private final Settings.Database database;
    private final Admin admin;
    private final KafkaConsumer<String, String> results;
    private final List<ConsumerRecord<String, String>> seen = new ArrayList<>();
    private final List<Main> nodes = new ArrayList<>();

    private Bench(Broker broker, PixelForgeSandbox sandbox, Settings.Database database) {
        this.broker = broker;
        this.sandbox = sandbox;
        this.database = database;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
        this.results = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()), new StringDeserializer(), new StringDeserializer());
        results.assign(Stream.of("relit", "relit-failed")
                .flatMap(topic -> partitions(topic).stream())
                .toList());
        results.seekToBeginning(results.assignment());
    }

    static Bench start(Path directory, SandboxOptions.Builder gateway) throws IOException {
        String url = "jdbc:h2:file:" + directory.resolve("jobs") + ";WRITE_DELAY=0";
        return start(directory, gateway, new Settings.Database(url, "sa", ""));
    }

    static Bench start(Path directory, SandboxOptions.Builder gateway, Settings.Database database) throws IOException {
        PixelForgeSandbox sandbox = new PixelForgeSandbox(gateway.build()).start();
        return new Bench(Broker.start(directory), sandbox, database);
    }

    PixelForgeSandbox sandbox() {
        return sandbox;
    }

    /** What makes a process a node, by the names of the settings. */
    Map<String, String> settings() {
        return Map.of(
                "brokers", broker.address(),
                "gatewayUrl", sandbox.url(),
                "apiKey", "any",
                "databaseUrl", database.url(),
                "databaseUser", database.user(),
                "databasePassword", database.password());
    }

    /** Starts the routes once more. */
    Main node(Map<String, String> properties) {
        Settings settings = new Settings(FOLDER, Optional.of(broker.address()), database, Optional.empty(), true);
        Main camel = new KafkaRelight(FOLDER, settings, new PrintStream(PrintStream.nullOutputStream()))
                .camel(broker.address(), KafkaRelight.sandboxGateway(sandbox));
        Map<String, String> all = new HashMap<>(Map.of("relight.poll", "100ms", "relight.pause", "100ms"));
        all.putAll(properties);
        all.forEach(camel::addOverrideProperty);
        camel.start();
        nodes.add(camel);
        return camel;
    }

    void stop(Main node) {
        nodes.remove(node);
        KafkaRelight.stop(node);
    }

    /** Sends records under the keys that are given with them. */
    void send(Map<String, String> photos) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
            photos.forEach((key, photo) -> producer.send(new ProducerRecord<>("photos", key, photo)));
        }
    }

    void send(String key, String photo) {
        send(new ProducerRecord<>("photos", key, photo));
    }

    void send(ProducerRecord<String, String> photo) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
            producer.send(photo);
        }
    }

    static String photo(String id, String light) {
        return "{\"id\": \"%s\", \"image\": \"https://example.com/%s.jpg\", \"light\": \"%s\"}"
                .formatted(id, id, light);
    }

    /** All that is in a topic of results now. */
    List<ConsumerRecord<String, String>> records(String topic) {
        Map<TopicPartition, Long> ends = results.endOffsets(results.assignment());
        while (ends.entrySet().stream().anyMatch(end -> results.position(end.getKey()) < end.getValue())) {
            results.poll(Duration.ofMillis(100)).forEach(seen::add);
        }
        return seen.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    /** How often each key is in a topic now. */
    Map<String, Long> keys(String topic) {
        return records(topic).stream().collect(Collectors.groupingBy(ConsumerRecord::key, Collectors.counting()));
    }

    /** Waits for a record with this key. */
    ConsumerRecord<String, String> arrives(String topic, String key) {
        return arrives(topic, record -> key.equals(record.key()));
    }

    ConsumerRecord<String, String> arrives(String topic, Predicate<ConsumerRecord<String, String>> which) {
        return eventually()
                .until(() -> records(topic).stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        return record.headers().lastHeader(name) == null
                ? null
                : new String(record.headers().lastHeader(name).value());
    }

    /** How many records of the topic photos this group has not yet committed. */
    long behind(String group) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return results.endOffsets(partitions("photos")).entrySet().stream()
                    .mapToLong(end -> end.getValue()
                            - (committed.containsKey(end.getKey())
                                    ? committed.get(end.getKey()).offset()
                                    : 0))
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return results.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** The members of the group by the ids that they got when they joined, with their partitions. */
    Map<String, Integer> members() {
        try {
            return admin.describeConsumerGroups(List.of(GROUP)).describedGroups().get(GROUP).get().members().stream()
                    .collect(Collectors.toMap(
                            MemberDescription::consumerId,
                            member -> member.assignment().topicPartitions().size()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static ConditionFactory eventually() {
        return await().pollInSameThread().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(KafkaRelight::stop);
        admin.close();
        results.close();
        broker.close();
        sandbox.close();
    }
}
