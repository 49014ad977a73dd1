package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceException;

/** A source that runs elsewhere. Lives and dies with the JVM that it was opened in. Thread-safe. */
class IsolatedSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(IsolatedSource.class);

  private final Jvm jvm;
  private final long number;
  private final String sourceId;

  IsolatedSource(Jvm jvm, long number, String sourceId) {
    this.jvm = jvm;
    this.number = number;
    this.sourceId = sourceId;
  }

  final Jvm jvm() {
    return jvm;
  }

  final ObjectNode args() {
    return Json.object().put("source", number).put("sourceId", sourceId);
  }

  @Override
  public void start() throws SourceException, InterruptedException {
    Remote.call(jvm, "start", args());
  }

  @Override
  public Map<String, Object> diagnostics() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("jvm.pid", jvm.pid());
    try {
      JsonFields given = Remote.callForSource(jvm, "diagnostics", args()).fields().object("facts");
      for (String name : given.names()) {
        facts.put(name, given.plain(name));
      }
    } catch (SourceException | JsonFault e) {
      facts.put("diagnostics", String.valueOf(e.getMessage()));
    }
    return facts;
  }

  @Override
  public void close() {
    try {
      if (!jvm.ended().isDone()) {
        Remote.callForSource(jvm, "close", args());
      }
    } catch (SourceException e) {
      LOG.debug("{} was closed with its JVM: {}", sourceId, e.getMessage());
    } finally {
      jvm.center().remove(number);
    }
  }
}
