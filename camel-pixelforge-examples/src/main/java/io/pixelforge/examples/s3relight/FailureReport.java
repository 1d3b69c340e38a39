package io.pixelforge.examples.s3relight;

import io.pixelforge.camel.PixelForgeConstants;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Says why there is no result: of a picture that was not submitted by the exception, else by the end of its job. */
public final class FailureReport implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("picture", message.getHeader("original"));
        report.put("original", message.getHeader("source"));
        report.put("requestId", message.getHeader(PixelForgeConstants.REQUEST_ID));
        report.put("status", message.getHeader(PixelForgeConstants.STATUS));
        report.put("charged", message.getHeader(PixelForgeConstants.CHARGED));
        report.put("reason", exception == null ? message.getHeader(PixelForgeConstants.ERROR) : exception.getMessage());
        message.setBody(report);
    }
}
