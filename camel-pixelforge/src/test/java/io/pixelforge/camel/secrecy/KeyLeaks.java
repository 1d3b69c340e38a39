package io.pixelforge.camel.secrecy;

import io.pixelforge.camel.soak.SoakFlow;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.camel.Exchange;

/** Looks for the soak's key where it should not be. */
public final class KeyLeaks {

    private KeyLeaks() {}

    public static boolean in(String text) {
        return text.contains(SoakFlow.KEY);
    }

    /** Its headers, properties and body as texts, and the stack trace of its exception. */
    public static boolean in(Exchange exchange) {
        StringWriter text = new StringWriter();
        text.append(exchange.getMessage().getHeaders().toString());
        text.append(exchange.getAllProperties().toString());
        text.append(String.valueOf(exchange.getMessage().getBody()));
        if (exchange.getException() != null) {
            exchange.getException().printStackTrace(new PrintWriter(text));
        }
        return in(text.toString());
    }
}
