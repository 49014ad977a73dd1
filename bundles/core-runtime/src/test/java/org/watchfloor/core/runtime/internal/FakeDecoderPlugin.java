package org.watchfloor.core.runtime.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** A plugin of webhooks, whose decoder the test gives. */
final class FakeDecoderPlugin implements DecoderPlugin<FakeConfig> {
  static final Kind RIVER = new Kind("river.gauge");

  final List<Inbound> more = new CopyOnWriteArrayList<>();
  final List<Integer> openedPorts = new CopyOnWriteArrayList<>();
  private final Decoder decoder;

  FakeDecoderPlugin(Decoder decoder) {
    this.decoder = decoder;
  }

  static Message message(String text) {
    return new Message(
        text.getBytes(StandardCharsets.UTF_8), "text/plain", Map.of(), Instant.EPOCH);
  }

  static Decoded signal(Message message) {
    return Decoded.of(Signal.of(RIVER, message.text(), Instant.EPOCH).build());
  }

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "fake-hook",
        "Fake",
        "Fake",
        TrustGrade.D,
        Set.of(),
        List.of(new KindDescriptor(RIVER, "River gauge", Severity.LOW, "generic", "{}")));
  }

  @Override
  public Class<FakeConfig> configType() {
    return FakeConfig.class;
  }

  @Override
  public List<Inbound> inbound(FakeConfig config) throws SourceException {
    List<Inbound> all = new ArrayList<>(more);
    all.add(Inbound.webhook(WebhookSecret.path(config._secret())));
    return all;
  }

  @Override
  public Decoder open(FakeConfig config) {
    openedPorts.add(config.port());
    return decoder;
  }
}
