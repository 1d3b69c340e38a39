package io.pixelforge.camel;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What is logged until it is closed: by itself everything, at any level. */
public final class LogRecorder implements AutoCloseable {

    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LogRecorder() {
        this(Level.ALL, line -> true);
    }

    /** @param kept which lines; a day's would not fit into memory */
    public LogRecorder(Level level, Predicate<String> kept) {
        AbstractAppender recorder = new AbstractAppender("recorder", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                String line = event.getLevel() + " " + event.getThreadName() + " " + event.getLoggerName() + " "
                        + event.getMessage().getFormattedMessage() + stackTrace(event.getThrown());
                if (kept.test(line)) {
                    lines.add(line);
                }
            }
        };
        recorder.start();
        LoggerConfig root = context.getConfiguration().getRootLogger();
        root.removeAppender("console");
        root.addAppender(recorder, Level.ALL, null);
        root.setLevel(level);
        context.updateLoggers();
    }

    /** Hears another level of the loggers of this name and below. */
    public void level(String logger, Level level) {
        Configurator.setLevel(logger, level);
    }

    public List<String> lines() {
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
