package org.watchfloor.core.isolation.sample;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** A plugin of decoders: a message says what decoding it does. */
public final class SampleDecoderPlugin implements DecoderPlugin<SampleConfig> {
  @Override
  public PluginInfo info() {
    return PluginInfo.of(
        "sample-decoder", "Sample", "Watchfloor", TrustGrade.D, Set.of(Capability.PUSH));
  }

  @Override
  public Class<SampleConfig> configType() {
    return SampleConfig.class;
  }

  @Override
  public List<Inbound> inbound(SampleConfig config) {
    return List.of(
        Inbound.webhook(WebhookSecret.header("X-Secret", config._secret())),
        Inbound.poll(URI.create("http://localhost/x"), Duration.ofSeconds(5)));
  }

  @Override
  public Decoder open(SampleConfig config) {
    return message -> decode(config, message);
  }

  private static Decoded decode(SampleConfig config, Message message) throws MalformedMessage {
    switch (message.text()) {
      case "malformed" -> throw new MalformedMessage("results[0].plate", "is missing");
      case "crash" -> throw new IllegalStateException("broken inside");
      case "exit" -> Runtime.getRuntime().halt(42);
      case "hang" -> hang();
      default -> {
        // a good one
      }
    }
    Signal signal =
        Signal.of(new Kind("river.level"), message.text(), message.receivedAt())
            .detail(
                new Fields(
                    Map.of("header", message.header("x-station"), "type", message.contentType())))
            .build();
    Media media = Media.of("picture".getBytes(StandardCharsets.UTF_8), "image/jpeg", "scene");
    return new Decoded(
        List.of(signal, signal), List.of(media), new Decoded.Reply("text/plain", "tänk you"));
  }

  private static void hang() {
    while (true) {
      try {
        TimeUnit.MINUTES.sleep(1);
      } catch (InterruptedException e) {
        // a plugin that does not listen
      }
    }
  }
}
