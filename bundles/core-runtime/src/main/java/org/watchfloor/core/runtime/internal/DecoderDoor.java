package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * The ways in of one decoder source, and the decoder behind them. The ways outlive the decoder:
 * while a plugin is updated they answer that it is unavailable, so that the vendor sends again.
 * Messages come on threads of the transport; everything else happens on the source's lane.
 */
final class DecoderDoor implements GuardedDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderDoor.class);

  private final Platform platform;
  private final SourceStats stats;
  private final LetterBox letters;
  private final Custody custody;
  private final CarefulDecoding decoding;

  /** Fair, so that messages are decoded in the order in which they came. */
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  private final List<Opened> opened = new ArrayList<>();
  private final List<WayIn> doors = new CopyOnWriteArrayList<>();
  private @Nullable InboundTransport transport;
  private volatile @Nullable Admitted admitted;
  private volatile String whyAway = "the source is starting";

  /** Who is told what becomes of an admitted decoder; on any thread. */
  interface Listener {
    /** The decoder crashed or hung. */
    void faulted(PluginFault fault);

    /** A way in is connected otherwise than before, or the decoder is; see {@link #status}. */
    void reported();

    /** A way in gave up. */
    void failed(SourceException cause);
  }

  /** A decoder that messages go to, and who is told of it. */
  private record Admitted(DecoderSession session, Listener listener) {}

  /** A way in that is open. */
  private record Opened(Inbound inbound, WayIn way, AutoCloseable handle) {}

  DecoderDoor(Platform platform, SourceStats stats, Custody custody) {
    this.letters = new LetterBox(custody.sourceId(), platform.deadLetters());
    this.platform = platform;
    this.stats = stats;
    this.custody = custody;
    this.decoding = new CarefulDecoding(platform, custody, letters);
  }

  /** Messages that harmed the decoder before may be tried again. */
  void forgive() {
    decoding.forgive();
  }

  /** From now on messages go to this decoder. */
  void admit(DecoderSession next, Listener listener) {
    admitted = new Admitted(next, listener);
    next.onReach(listener::reported);
  }

  /** How the ways in are connected, the worst of them, or their decoder where that is worse. */
  SourceStatus status() {
    if (transport == null) {
      return SourceStatus.offline("no transport: no way in is open");
    }
    SourceStatus ways = WayIn.worst(doors);
    Admitted current = admitted;
    SourceStatus reach = current == null ? ways : current.session().reach();
    return reach.state().compareTo(ways.state()) > 0 ? reach : ways;
  }

  /** From now on messages are refused, with the reason. */
  void away(String reason) {
    whyAway = reason;
    admitted = null;
  }

  /** Waits until the message that is being decoded is done, at most so long. */
  void drain(Duration patience) {
    try {
      if (oneAtATime.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        oneAtATime.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Opens the ways in that are not open yet, and closes those that are not wanted any more.
   *
   * @throws SourceException if one cannot be opened; then none is open
   */
  void open(String sourceId, InboundTransport through, List<Inbound> wanted)
      throws SourceException {
    if (transport != through) {
      close();
    }
    boolean open = false;
    try {
      for (Inbound inbound : settle(wanted)) {
        WayIn way = new WayIn(this, this::reported, this::failed);
        doors.add(way);
        opened.add(new Opened(inbound, way, through.open(sourceId, inbound, way)));
      }
      transport = through;
      open = true;
    } catch (RuntimeException e) {
      LOG.warn("the transport of source {} cannot be opened", sourceId, e);
      throw new SourceException(
          SourceException.Kind.RETRY, "the transport cannot be opened: " + e.getClass().getName());
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /** Closes those that are not wanted; those that are, and are not open. */
  private List<Inbound> settle(List<Inbound> wanted) {
    List<Inbound> missing = new ArrayList<>(wanted);
    for (Opened way : List.copyOf(opened)) {
      if (!missing.remove(way.inbound())) {
        shut(way);
      }
    }
    return missing;
  }

  private void reported() {
    Admitted current = admitted;
    if (current != null) {
      current.listener().reported();
    }
  }

  private void failed(SourceException cause) {
    Admitted current = admitted;
    if (current != null) {
      current.listener().failed(cause);
    }
  }

  boolean isThrough(InboundTransport other) {
    return transport == other;
  }

  /** Closes the ways in. Idempotent. */
  void close() {
    List.copyOf(opened).forEach(this::shut);
    doors.clear();
    transport = null;
  }

  private void shut(Opened way) {
    opened.remove(way);
    doors.remove(way.way());
    try {
      way.handle().close();
    } catch (Exception e) {
      LOG.warn("a way in could not be closed", e);
    }
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage, DecoderUnavailable {
    try {
      Decoded decoded = decodeInTurn(message);
      keep(decoded.media());
      return decoded;
    } catch (MalformedMessage e) {
      stats.malformed();
      letters.keep(message, e.field(), e.reason(), redaction());
      throw e;
    } catch (DecoderUnavailable e) {
      custody.toldAgain();
      throw e;
    }
  }

  private Redaction redaction() {
    Admitted current = admitted;
    return current == null ? Redaction.NONE : current.session().calls().redaction();
  }

  /** As {@link #decode}, but of a message that is kept already and was counted then. */
  Decoded replay(Message message) throws MalformedMessage, DecoderUnavailable {
    decoding.pardon(message);
    Decoded decoded = decodeInTurn(message);
    keep(decoded.media());
    return decoded;
  }

  private Decoded decodeInTurn(Message message) throws MalformedMessage, DecoderUnavailable {
    Duration deadline = platform.limits().call();
    within(admitted); // at once: nobody waits for a decoder that cannot be asked
    try {
      if (!oneAtATime.tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new DecoderUnavailable(
            "messages came faster than they could be decoded for " + deadline.toMillis() + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DecoderUnavailable("the transport is stopping");
    }
    try {
      return decodeNow(message, deadline);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Decoded decodeNow(Message message, Duration deadline)
      throws MalformedMessage, DecoderUnavailable {
    Admitted current = within(admitted);
    if (!current.session().gate().pass()) {
      throw new DecoderUnavailable(whyAway);
    }
    return decoding.decode(current.session(), message, deadline, current.listener());
  }

  /**
   * @throws DecoderUnavailable if there is no decoder, or it cannot be asked now
   */
  private Admitted within(@Nullable Admitted current) throws DecoderUnavailable {
    if (current == null) {
      throw new DecoderUnavailable(whyAway);
    }
    SourceStatus reach = current.session().reach();
    if (reach.state() == SourceStatus.State.OFFLINE) {
      throw new DecoderUnavailable(reach.reason());
    }
    return current;
  }

  private void keep(List<Media> media) throws DecoderUnavailable {
    if (media.isEmpty()) {
      return;
    }
    MediaStore store = platform.media().get();
    if (store == null) {
      throw new DecoderUnavailable("the media store is not running, the message has pictures");
    }
    for (Media content : media) {
      try {
        store.keep(content);
      } catch (IOException | RuntimeException e) {
        LOG.warn("media of {} bytes cannot be kept", content.ref().length(), e);
        throw new DecoderUnavailable("media cannot be kept: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void onDisk(int signals) {
    stats.accepted(signals);
  }

  @Override
  public void refused(int messages) {
    stats.malformed(messages);
  }
}
