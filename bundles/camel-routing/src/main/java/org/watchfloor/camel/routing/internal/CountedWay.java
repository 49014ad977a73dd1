package org.watchfloor.camel.routing.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** One open way in, and what has come through it. Thread-safe. */
final class CountedWay implements GuardedDecoder {
  private final String sourceId;
  private final Inbound inbound;
  private final GuardedDecoder decoder;
  private final Instant since;
  private final LongAdder decoded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile SourceStatus status = SourceStatus.online();

  CountedWay(String sourceId, Inbound inbound, GuardedDecoder decoder, Clock clock) {
    this.sourceId = sourceId;
    this.inbound = inbound;
    this.decoder = decoder;
    this.since = clock.instant();
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage, DecoderUnavailable {
    boolean whole = false;
    try {
      Decoded result = decoder.decode(message);
      whole = true;
      return result;
    } finally {
      (whole ? decoded : failed).increment();
    }
  }

  @Override
  public void onDisk(int signals) {
    decoder.onDisk(signals);
  }

  @Override
  public void report(SourceStatus next) {
    status = next;
    decoder.report(next);
  }

  @Override
  public void fail(SourceException cause) {
    decoder.fail(cause);
  }

  /** The way as a route: STARTED while it is open, with the reason while it is not connected. */
  RouteInfo info() {
    return new RouteInfo(
        inbound.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        "source " + sourceId,
        from(),
        RouteInfo.State.STARTED,
        status.reason(),
        since,
        decoded.sum(),
        failed.sum());
  }

  private String from() {
    if (inbound instanceof Inbound.Poll poll) {
      return poll.address() + " every " + poll.period().toSeconds() + " s";
    } else if (inbound instanceof Inbound.Mqtt mqtt) {
      return mqtt.broker() + " " + mqtt.topic();
    } else if (inbound instanceof Inbound.Tcp tcp) {
      return "tcp " + tcp.host() + ":" + tcp.port();
    } else if (inbound instanceof Inbound.Udp udp) {
      return "udp " + udp.host() + ":" + udp.port();
    } else if (inbound instanceof Inbound.Files files) {
      return files.folder() + "/" + files.pattern();
    } else if (inbound instanceof Inbound.Sftp sftp) {
      return "sftp " + sftp.host() + ":" + sftp.port() + " " + sftp.folder() + "/" + sftp.pattern();
    }
    return "/hooks/" + sourceId;
  }
}
