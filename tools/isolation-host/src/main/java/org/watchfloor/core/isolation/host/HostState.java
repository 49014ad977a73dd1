package org.watchfloor.core.isolation.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.Link;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.plugin.api.source.StateStore;

/** The bookmarks of a source, kept by the center. Thread-safe; blocks for its answer. */
final class HostState implements StateStore {
  /** Longer than a disk takes; the link ends sooner if the center is gone. */
  private static final long PATIENCE_SECONDS = 30;

  private final Link link;
  private final HostContext context;

  HostState(Link link, HostContext context) {
    this.link = link;
    this.context = context;
  }

  @Override
  public Optional<String> get(String key) {
    try {
      return ask("state-get", args(key)).fields().optionalText("value");
    } catch (IOException | JsonFault e) {
      throw new IllegalStateException("the bookmarks cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void put(String key, String value) throws IOException {
    ask("state-put", args(key).put("value", value));
  }

  @Override
  public void remove(String key) throws IOException {
    ask("state-remove", args(key));
  }

  private ObjectNode args(String key) {
    return context.args().put("key", key);
  }

  private Frame ask(String method, ObjectNode args) throws IOException {
    if (context.isShut()) {
      throw new IOException("the source is closed");
    }
    Link.Call call = link.call(method, args);
    try {
      return call.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RemoteFault fault && fault.kind() == RemoteFault.Kind.ARGUMENT) {
        throw new IllegalArgumentException(fault.text());
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), e);
    } catch (TimeoutException e) {
      throw new IOException("the center did not answer within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }
}
