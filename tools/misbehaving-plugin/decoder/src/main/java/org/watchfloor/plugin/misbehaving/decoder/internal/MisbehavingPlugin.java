package org.watchfloor.plugin.misbehaving.decoder.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** The plugin whose decoders misbehave. A message is the vendor key of its signal. */
@Designate(ocd = MisbehavingConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.misbehaving-decoder",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class MisbehavingPlugin implements DecoderPlugin<MisbehavingConfig> {
  private static final PluginInfo INFO =
      PluginInfo.of(
          "misbehaving-decoder",
          "Misbehaving decoder",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<MisbehavingConfig> configType() {
    return MisbehavingConfig.class;
  }

  @Override
  public List<Inbound> inbound(MisbehavingConfig config) {
    return List.of(Inbound.webhook(WebhookSecret.path(config._secret())));
  }

  @Override
  public Decoder open(MisbehavingConfig config) {
    String mode = config.mode();
    return message -> decode(mode, message);
  }

  private static Decoded decode(String mode, Message message) {
    if (mode.equals("hang-in-decode")) {
      hang();
    }
    if (mode.equals("throw-always")) {
      throw new IllegalStateException("thrown by decode, as configured");
    }
    return Decoded.of(
        Signal.of(new Kind("misbehaving.message"), message.text(), message.receivedAt()).build());
  }

  /** For ever, whoever interrupts. */
  private static void hang() {
    CountDownLatch never = new CountDownLatch(1);
    boolean done = false;
    while (!done) {
      try {
        done = never.await(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }
}
