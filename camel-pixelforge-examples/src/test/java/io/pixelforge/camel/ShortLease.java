package io.pixelforge.camel;

import java.time.Duration;
import org.apache.camel.CamelContext;

/** For tests that cannot wait for what a killed node had in hand: up to 90 s by itself. */
public final class ShortLease {

    private ShortLease() {}

    public static void use(CamelContext context, Duration lease) {
        context.getComponent("pixelforge", PixelForgeComponent.class).useLease(lease);
    }
}
