package io.pixelforge.examples.kafkarelight;

import io.pixelforge.camel.ShortLease;
import io.pixelforge.examples.Outside;
import io.pixelforge.processes.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The example in a process of its own, set up as a user does, but for times that a test cannot wait for. */
public final class Node {

    static final String STARTED = "NODE STARTED";

    /** So that nothing is left behind whatever becomes of the test. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private Node() {}

    public static void main(String[] arguments) throws Exception {
        JavaProcess.haltWithParent(LIFE);
        Path folder = Path.of(arguments[0]);
        Settings settings = Settings.of(folder, Outside.settings());
        Main camel = new KafkaRelight(folder, settings, System.out)
                .camel(settings.brokers().orElseThrow(), settings.gateway().orElseThrow());
        camel.addOverrideProperty("relight.poll", "300ms");
        camel.addOverrideProperty("relight.pause", "200ms");
        camel.addOverrideProperty("camel.component.kafka.sessionTimeoutMs", "6000");
        camel.addOverrideProperty("camel.component.kafka.heartbeatIntervalMs", "1000");
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                ShortLease.use(main.getCamelContext(), Duration.ofSeconds(5));
            }
        });
        camel.start();
        System.out.println(STARTED);
        new CountDownLatch(1).await();
    }
}
