package io.pixelforge.examples.kafkarelight;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.component.kafka.consumer.errorhandler.KafkaConsumerListener;
import org.apache.camel.component.kafka.consumer.support.ProcessingResult;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits the offset of a record when its exchange has succeeded. If it has failed, Kafka is asked for no records for a
 * while and then for the same one again. Meanwhile the consumer goes on polling, so it stays in its group however long
 * that takes.
 *
 * <p>For {@code maxPollRecords=1} and {@code consumersCount=1}: what a poll has brought besides would be passed over.
 */
public final class OneAtATime extends KafkaConsumerListener implements Predicate<Object> {

    private Duration pause = Duration.ofSeconds(1);
    private long pausedAt;

    /** How long no records are asked for after a failure. By default 1 s. */
    public void setPause(Duration pause) {
        this.pause = pause;
    }

    /** Whether the pause is over. */
    @Override
    public boolean test(Object ignored) {
        return System.nanoTime() - pausedAt >= pause.toNanos();
    }

    /**
     * @return whether to go on with what the poll has brought: a partition that is not paused was assigned in this very
     *         poll, and may have brought a record
     */
    @Override
    public boolean afterConsume(Object ignored) {
        Consumer<?, ?> consumer = getConsumer();
        Set<TopicPartition> paused = consumer.paused();
        if (!test(null) && !paused.isEmpty() && paused.containsAll(consumer.assignment())) {
            return false;
        }
        consumer.resume(paused);
        return true;
    }

    @Override
    public boolean afterProcess(ProcessingResult result) {
        Consumer<?, ?> consumer = getConsumer();
        TopicPartition partition = new TopicPartition(result.getTopic(), result.getPartition());
        if (result.isFailed()) {
            consumer.seek(partition, result.getOffset());
            consumer.pause(consumer.assignment());
            pausedAt = System.nanoTime();
            return false;
        }
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(result.getOffset() + 1)));
        return true;
    }
}
