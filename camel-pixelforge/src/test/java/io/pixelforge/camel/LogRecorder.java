package io.pixelforge.camel;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged at any level until it is closed. */
final class LogRecorder implements AutoCloseable {

    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogRecorder() {
        AbstractAppender recorder = new AbstractAppender("recorder", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(event.getLevel() + " " + event.getThreadName() + " " + event.getLoggerName() + " "
                        + event.getMessage().getFormattedMessage() + stackTrace(event.getThrown()));
            }
        };
        recorder.start();
        LoggerConfig root = context.getConfiguration().getRootLogger();
        root.removeAppender("console");
        root.addAppender(recorder, Level.ALL, null);
        root.setLevel(Level.ALL);
        context.updateLoggers();
    }

    List<String> lines() {
        return lines;
    }

    private static String stackTrace(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public void close() {
        context.reconfigure();
    }
}
