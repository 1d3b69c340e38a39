package io.pixelforge.camel.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.nodes.NodeProcess;
import io.pixelforge.camel.nodes.NodeTestSupport;
import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import java.time.Duration;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("crash")
class CallbackAndCrashTest extends NodeTestSupport {

    @RegisterExtension
    static final AvailablePortFinder.Port PORT = AvailablePortFinder.find();

    @Test
    void aNodeThatDiesRightAfterItHasAnsweredACallbackEmitsTheEndOnceItIsBack() {
        sandbox.faults().on(CallKind.STATUS).play(Fault.delay(Duration.ofSeconds(3)));
        NodeProcess node = start("webhookPort=" + PORT.getPort()).awaitStarted();
        queue("order-1");
        eventually().until(() -> sandbox.counters().callbacksTaken() == 1);

        node.kill();
        assertThat(completions("order-1")).isEmpty();
        start("webhookPort=" + PORT.getPort());

        assertOneCompletion("order-1");
        assertThat(charges("order-1")).isEqualTo(1);
        assertThat(sandbox.counters().callbacks()).as("nobody has called again").isEqualTo(1);
    }
}
