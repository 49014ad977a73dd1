package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.runtime.RemoteDecoder;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.MessageJson;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * A decoder that runs elsewhere. Outlives its JVM: the same bytes give the same signals, so that a
 * message is decoded once more in the JVM that comes after. Decodes by one thread at a time; may be
 * watched by any.
 */
final class IsolatedDecoder implements RemoteDecoder {
  /**
   * A JVM that ends with a message is given it once more, in case it was something else's fault.
   */
  private static final int ATTEMPTS = 2;

  /** Shorter than a call may take, so that the message gets its second chance. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final CurrentJvm current;
  private final ObjectNode config;
  private @Nullable Jvm openIn;
  private long number;

  private IsolatedDecoder(CurrentJvm current, ObjectNode config) {
    this.current = current;
    this.config = config;
  }

  static IsolatedDecoder open(CurrentJvm current, ObjectNode config) throws SourceException {
    IsolatedDecoder decoder = new IsolatedDecoder(current, config);
    try {
      decoder.openIn(Remote.now(current));
      return decoder;
    } catch (Gone e) {
      throw Remote.retry(e.reason());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Remote.retry("interrupted");
    }
  }

  private void openIn(Jvm jvm) throws Gone, SourceException, InterruptedException {
    ObjectNode args = Json.object();
    args.set("config", config.deepCopy());
    try {
      number = (long) jvm.call("open", args).fields().number("decoder");
      openIn = jvm;
    } catch (RemoteFault | JsonFault e) {
      throw new PluginCrash(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Watch watch(Consumer<SourceStatus> onStatus) {
    return current.watch(onStatus);
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    String reason = "";
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try {
          return MessageJson.read(ask(current.await(PATIENCE), message));
        } catch (Gone e) {
          reason = e.reason();
        }
      }
    } catch (JsonFault e) {
      throw new PluginCrash("decoded something that cannot be: " + e.getMessage());
    } catch (SourceException e) {
      throw new PluginCrash(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PluginCrash("interrupted");
    }
    throw new PluginCrash(reason);
  }

  private Frame ask(Jvm jvm, Message message)
      throws MalformedMessage, Gone, SourceException, InterruptedException {
    if (openIn != jvm) {
      openIn(jvm);
    }
    try {
      return send(jvm, message);
    } catch (RemoteFault e) {
      if (e.kind() == RemoteFault.Kind.MALFORMED) {
        throw new MalformedMessage(e.detail(), e.text());
      }
      openIn = null; // it has forgotten the decoder, or it lies
      throw new Gone(e.text());
    }
  }

  private Frame send(Jvm jvm, Message message)
      throws Gone, SourceException, RemoteFault, InterruptedException {
    Frame frame = MessageJson.write(message);
    return jvm.call("decode", frame.head().put("decoder", number), frame.parts().get(0));
  }
}
