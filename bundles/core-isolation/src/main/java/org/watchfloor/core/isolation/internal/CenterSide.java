package org.watchfloor.core.isolation.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.runtime.ProcessEnded;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.LinkHandler;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.core.isolation.wire.StateJson;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * What one JVM says to the center. Nothing of it is believed before its token is; then each thing
 * goes to the source that it names, or nowhere. Thread-safe.
 */
final class CenterSide implements LinkHandler {
  /** Reports and failures a second, of all sources; with more the JVM is ended. */
  private static final int TELLS_PER_SECOND = 2_000;

  /** Pictures a second, of all streams; more are dropped. */
  private static final int PICTURES_PER_SECOND = 1_000;

  private final String token;
  private final Map<Long, Calls> sources = new ConcurrentHashMap<>();
  private final Map<Long, Viewing> watches = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final CompletableFuture<Hello> hello = new CompletableFuture<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final PluginLog log;
  private final StateCalls states;
  private volatile boolean known;
  private final Rate tells = new Rate(TELLS_PER_SECOND, System::nanoTime);
  private final Rate pictures = new Rate(PICTURES_PER_SECOND, System::nanoTime);

  /**
   * @param name of the plugin's bundle, for threads and the log
   */
  CenterSide(String name, String token) {
    this.token = token;
    this.log = new PluginLog(name);
    this.states = new StateCalls(name);
  }

  /** What the plugin said first; fails if it ends before. */
  CompletableFuture<Hello> hello() {
    return hello;
  }

  /** Completes when the connection has ended. */
  CompletableFuture<String> closed() {
    return closed;
  }

  /** A number for a source that will be opened there. */
  long add(SourceContext context) {
    long number = numbers.incrementAndGet();
    sources.put(number, new Calls(context, states));
    return number;
  }

  /** From now on it is not heard any more. */
  void remove(long number) {
    sources.remove(number);
  }

  /** A number for a stream that will be opened there. */
  long add(Viewing viewing) {
    long number = numbers.incrementAndGet();
    watches.put(number, viewing);
    return number;
  }

  void removeWatch(long number) {
    watches.remove(number);
  }

  /** Tells every source that its JVM is not there any more. */
  void end(String reason) {
    states.close();
    watches.values().forEach(viewing -> viewing.end(reason));
    watches.clear();
    SourceException cause =
        new SourceException(SourceException.Kind.RETRY, reason, new ProcessEnded(reason));
    for (Calls source : sources.values()) {
      source.context().fail(cause);
    }
    sources.clear();
  }

  @Override
  public void called(String method, long id, Frame args, CompletableFuture<Frame> answer)
      throws JsonFault {
    checkKnown();
    Calls source = sources.get((long) args.fields().number("source"));
    if (source == null) {
      Calls.answerClosed(method, answer);
    } else {
      source.call(method, args, answer);
    }
  }

  @Override
  public void told(String what, Frame args) throws JsonFault {
    JsonFields fields = args.fields();
    if (what.equals("auth")) {
      known = knows(fields.text("token"));
    }
    checkKnown();
    switch (what) {
      case "auth" -> {
        // done
      }
      case "hello" -> hello(args);
      case "log" -> log.line(fields);
      case "picture" -> picture(args);
      case "ended" -> {
        flood();
        Viewing viewing = watches.remove((long) fields.number("watch"));
        if (viewing != null) {
          viewing.end(StateJson.cut(fields.text("reason")));
        }
      }
      case "report", "fail" -> {
        flood();
        Calls source = sources.get((long) fields.number("source"));
        if (source != null) {
          source.told(what, fields);
        }
      }
      default -> throw fields.fault("m", "is nothing that a plugin says");
    }
  }

  private boolean knows(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private void hello(Frame args) throws JsonFault {
    if (!hello.complete(Hello.read(args))) {
      throw new JsonFault("hello", "was said before");
    }
  }

  private void checkKnown() throws JsonFault {
    if (!known) {
      throw new JsonFault("token", "is not the one that this center gave");
    }
  }

  private void flood() throws JsonFault {
    if (!tells.take()) {
      throw new JsonFault("rate", "is more than " + TELLS_PER_SECOND + " reports a second");
    }
  }

  private void picture(Frame args) throws JsonFault {
    JsonFields fields = args.fields();
    Viewing viewing = watches.get((long) fields.number("watch"));
    if (viewing != null && pictures.take()) {
      viewing.picture(picture(fields, args.part(0)));
    }
  }

  static Picture picture(JsonFields fields, byte[] jpeg) throws JsonFault {
    java.time.Instant takenAt = fields.instant("takenAt");
    return fields.checked("picture", () -> Picture.ofJpeg(takenAt, jpeg));
  }

  @Override
  public void closed(String reason) {
    hello.completeExceptionally(
        new RemoteFault(RemoteFault.Kind.CRASH, "", "the plugin's JVM " + reason));
    closed.complete(reason);
  }
}
