package io.pixelforge.camel.images;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultExchange;

/**
 * A spool by Camel's own rules: thresholds, directory, cipher. Camel deletes its file at the end of an exchange, so it
 * first belongs to an exchange of its own, which ends if the download fails.
 */
final class CamelSpool implements Spool {

    private final Exchange download;
    private final CachedOutputStream out;

    CamelSpool(CamelContext context) {
        this.download = new DefaultExchange(context);
        this.out = new CachedOutputStream(download);
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public StreamCache keep(Exchange exchange) throws IOException {
        StreamCache cache = out.newStreamCache();
        UnitOfWork whole = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (whole != null && whole.getRoute() != null) {
            completions().forEach(whole::addSynchronization); // part of a split, whose result lives longer
        } else {
            download.getExchangeExtension().handoverCompletions(exchange);
        }
        return cache;
    }

    @Override
    public void discard() {
        completions().forEach(completion -> completion.onFailure(download));
    }

    private List<Synchronization> completions() {
        List<Synchronization> completions = download.getExchangeExtension().handoverCompletions();
        return completions == null ? List.of() : completions;
    }
}
