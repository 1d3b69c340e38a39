package io.pixelforge.camel.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class logs while something is done. */
final class LogLines extends AbstractAppender {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private LogLines() {
        super("lines", null, null, false, Property.EMPTY_ARRAY);
    }

    static List<String> of(Class<?> source, Runnable work) {
        LogLines lines = new LogLines();
        Logger logger = (Logger) LogManager.getLogger(source);
        lines.start();
        logger.addAppender(lines);
        try {
            work.run();
        } finally {
            logger.removeAppender(lines);
        }
        return lines.messages;
    }

    @Override
    public void append(LogEvent event) {
        messages.add(event.getMessage().getFormattedMessage());
    }
}
