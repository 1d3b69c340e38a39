package io.pixelforge.camel;

import io.pixelforge.camel.jobs.Job;
import io.pixelforge.camel.jobs.JobListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Takes the ends of jobs out of the repository and emits an exchange for each. It asks nobody: the tracker does, and
 * wakes it.
 */
public class PixelForgeConsumer extends ScheduledBatchPollingConsumer {

    private final PixelForgeConfiguration configuration;
    private final Lock polling = new ReentrantLock();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicInteger inHand = new AtomicInteger();
    private volatile boolean more; // whether there may be ends to take
    private final Set<Job> waiting = // for a thread, which the progress of another may have
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final JobListener listener = new Listener();
    private ExecutorService threads;
    private Connection connection;
    private OutcomeWriter writer;
    private String callbackUrl;

    public PixelForgeConsumer(PixelForgeEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.configuration = endpoint.getConfiguration();
    }

    @Override
    public PixelForgeEndpoint getEndpoint() {
        return (PixelForgeEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        connection = getEndpoint().connection();
        writer = getEndpoint().writer();
        threads = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, getEndpoint().getEndpointUri(), configuration.getConcurrentConsumers());
        callbackUrl = getEndpoint().openCallbacks();
        super.doStart();
        connection.tracker().listen(connection.scope(), listener);
    }

    @Override
    protected void doStop() throws Exception {
        if (connection != null) { // a start that fails elsewhere stops those that were not started as well
            connection.tracker().unlisten(connection.scope(), listener);
        }
        if (callbackUrl != null) {
            getEndpoint().closeCallbacks();
            callbackUrl = null;
        }
        super.doStop();
        awaitPoll();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
        List.of(waiting.toArray(Job[]::new)).forEach(this::putBack); // those that a forced stop has left
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        wakeUp();
    }

    /** What a poll that the tracker began has taken must reach a thread, or it would stay in hand for ever. */
    private void awaitPoll() {
        polling.lock();
        polling.unlock();
    }

    /** The scheduler and the tracker may both call it. */
    @Override
    public void run() {
        polling.lock();
        try {
            woken.set(false); // also where this run is skipped
            super.run();
        } finally {
            polling.unlock();
        }
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        more = true; // before looking whether a thread is free, which one may become just then
        int free = configuration.getConcurrentConsumers() - inHand.get();
        int limit = maxMessagesPerPoll > 0 ? Math.min(maxMessagesPerPoll, free) : free;
        if (limit <= 0) {
            return 0;
        }
        List<Job> jobs = connection.tracker().deliveries().take(connection.scope(), limit);
        more = jobs.size() == limit;
        return processBatch(new ArrayDeque<>(jobs));
    }

    @Override
    public int processBatch(Queue<Object> jobs) {
        int total = jobs.size();
        for (int index = 0; index < total; index++) {
            Job job = (Job) jobs.remove();
            if (isBatchAllowed()) {
                int position = index;
                inHand.incrementAndGet();
                waiting.add(job);
                begin(job, () -> emit(job, position, total));
            } else {
                connection.tracker().deliveries().putBack(job);
            }
        }
        return total;
    }

    /** What gets no thread must not stay in hand. */
    private void begin(Job job, Runnable emission) {
        try {
            threads.execute(emission);
        } catch (Throwable e) {
            getExceptionHandler().handleException("The end of a job has got no thread, it is emitted later.", e);
            putBack(job);
        }
    }

    @Override
    public int getPendingExchangesSize() {
        return inHand.get();
    }

    private void putBack(Job job) {
        if (waiting.remove(job)) {
            givenBack(() -> connection.tracker().deliveries().putBack(job), true);
        }
    }

    private void emit(Job job, int index, int size) {
        if (!waiting.remove(job)) {
            return;
        }
        Exchange exchange = createExchange(job, index, size);
        write(exchange, job);
        if (exchange.getException() != null) {
            if (writer.isStopping(exchange)) {
                givenBack(() -> connection.tracker().deliveries().putBack(job), true);
                releaseExchange(exchange, false);
                return;
            }
            failed(job);
            getExceptionHandler()
                    .handleException("The end of a job cannot be delivered.", exchange, exchange.getException());
            releaseExchange(exchange, false);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new Completion(job));
        route(exchange);
    }

    private void emitProgress(Job job) {
        Exchange exchange = createExchange(job, 0, 1);
        write(exchange, job);
        route(exchange);
    }

    /** Waits for the pictures: the thread is there for this end of a job only. */
    private void write(Exchange exchange, Job job) {
        try {
            writer.write(exchange, writer.fetch(exchange, Outcome.of(job, null)).join());
        } catch (Throwable e) { // an Error too: the job would stay in hand for ever
            exchange.setException(e);
        }
    }

    private Exchange createExchange(Job job, int index, int size) {
        Exchange exchange = createExchange(false);
        job.spec().headers().forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setHeader(PixelForgeConstants.REDELIVERY_COUNTER, job.deliveries());
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, size);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == size - 1);
        return exchange;
    }

    private void route(Exchange exchange) {
        getAsyncProcessor().process(exchange, doneSync -> {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("Error processing exchange", exchange, exchange.getException());
            }
            releaseExchange(exchange, false);
        });
    }

    private Duration redeliveryDelay() {
        return Duration.ofMillis(configuration.getRedeliveryDelay());
    }

    private void acknowledge(Job job) {
        givenBack(() -> connection.tracker().deliveries().acknowledge(job), false);
    }

    private void failed(Job job) {
        givenBack(
                () -> connection
                        .tracker()
                        .deliveries()
                        .failed(job, configuration.getMaximumRedeliveries(), redeliveryDelay()),
                true);
    }

    /** @param again whether the same job may be due again at once */
    private void givenBack(Runnable giveBack, boolean again) {
        try {
            giveBack.run();
        } finally {
            inHand.decrementAndGet();
            if (again || more) {
                wakeUp();
            }
        }
    }

    private void wakeUp() {
        if (isRunAllowed() && isSchedulerStarted() && woken.compareAndSet(false, true)) {
            connection.routes().execute(this);
        }
    }

    private final class Listener implements JobListener {

        @Override
        public void ended() {
            wakeUp();
        }

        @Override
        public void processing(Job job) {
            if (configuration.isIncludeProgress() && isRunAllowed() && !isSuspendingOrSuspended()) {
                threads.execute(() -> emitProgress(job));
            }
        }
    }

    /** The exchange may have been handed on, to a seda queue or a person: what counts is how it ends in the end. */
    private final class Completion extends SynchronizationAdapter {
        private final Job job;

        Completion(Job job) {
            this.job = job;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                onFailure(exchange);
            } else {
                acknowledge(job);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            failed(job);
        }
    }
}
