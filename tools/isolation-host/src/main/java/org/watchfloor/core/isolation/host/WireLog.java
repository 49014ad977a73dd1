package org.watchfloor.core.isolation.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.isolation.wire.Link;

/**
 * A logger whose lines go to the center's log, from INFO upwards; a line that the center is too
 * slow for is dropped. Thread-safe.
 */
final class WireLog extends AbstractLogger {
  private static final long serialVersionUID = 1;
  private static final int MAX_TEXT = 8_000;
  private static volatile @Nullable Link link;

  WireLog(String name) {
    this.name = name;
  }

  /** From now on lines go there; before, they are dropped. */
  static void to(Link next) {
    link = next;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    Link to = link;
    if (to == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(MessageFormatter.basicArrayFormat(message, arguments));
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      text.append('\n').append(trace);
    }
    if (text.length() > MAX_TEXT) {
      text.setLength(MAX_TEXT);
    }
    ObjectNode line = Json.object().put("level", Json.word(level)).put("logger", name);
    String source = MDC.get("source");
    to.offer("log", line.put("source", source == null ? "" : source).put("text", text.toString()));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return true;
  }
}
