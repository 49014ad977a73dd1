package org.watchfloor.core.isolation.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** Log lines of a plugin in its JVM, so many a second; for the rest there is a number. */
final class PluginLog {
  private static final Logger LOG = LoggerFactory.getLogger(PluginLog.class);
  private static final int LINES_PER_SECOND = 100;

  private final String name;
  private final Rate rate = new Rate(LINES_PER_SECOND, System::nanoTime);
  private long dropped;

  PluginLog(String name) {
    this.name = name;
  }

  /** For one thread. */
  void line(JsonFields fields) throws JsonFault {
    if (!rate.take()) {
      dropped++;
      return;
    }
    if (dropped > 0) {
      LOG.warn("{}: {} log lines more were dropped", name, dropped);
      dropped = 0;
    }
    Level level = fields.word("level", Level.class, fields.text("level"));
    MDC.put("source", fields.text("source"));
    try {
      // the logger's name is the plugin's word: it is text here, so that it opens no logger
      LOG.atLevel(level).log("{} [{}] {}", name, fields.text("logger"), fields.text("text"));
    } finally {
      MDC.remove("source");
    }
  }
}
