package io.pixelforge.camel.nodes;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import org.apache.camel.CamelContext;

/** What the processes have in common that look at their memory. */
public final class NodeSetup {

    private NodeSetup() {}

    /** The component's settings, for the gateway that the test has named. */
    public static PixelForgeConfiguration configure(CamelContext context) {
        PixelForgeConfiguration configuration =
                context.getComponent("pixelforge", PixelForgeComponent.class).getConfiguration();
        configuration.setApiKey("test-key-0123456789abcdef");
        configuration.setGatewayUrl(Node.setting("gateway", null));
        return configuration;
    }

    /** The sum of what each part of the heap held at most, which is no less than what all held at once; in bytes. */
    public static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
