package com.example.watchfloor.rivergauge.internal;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.SourceException;

/** River gauges behind an MQTT broker. Stateless. */
@Designate(ocd = RiverGaugeConfig.class, factory = true)
@Component(
    configurationPid = "org.watchfloor.source.river-gauge",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class RiverGaugePlugin implements DecoderPlugin<RiverGaugeConfig> {
  static final Kind RIVER_LEVEL = new Kind("river.level");

  private static final int MAX_BYTES = 64 << 10; // room for 100 levels with every field

  private static final KindDescriptor DESCRIPTOR =
      KindDescriptor.of(RIVER_LEVEL, "River level")
          .fieldsSchema(
              """
              {"type": "object", "required": ["station", "level_m", "threshold_m"], "properties": {
                "station": {"type": "string", "title": "Station"},
                "level_m": {"type": "number", "title": "Level", "unit": "m"},
                "rate_m_per_h": {"type": "number", "title": "Rise", "unit": "m/h"},
                "threshold_m": {"type": "number", "title": "Threshold", "unit": "m"}},
               "additionalProperties": false}""")
          .summary("{station}: {level_m} m")
          .alertFrom(Severity.HIGH)
          .iconPath(
              "M2 7c2 0 3-2 5-2s3 2 5 2 3-2 5-2 3 2 5 2v3c-2 0-3-2-5-2s-3 2-5 2-3-2-5-2-3 2-5 2z"
                  + "M2 15c2 0 3-2 5-2s3 2 5 2 3-2 5-2 3 2 5 2v3c-2 0-3-2-5-2s-3 2-5 2-3-2-5-2-3 2-5 2z")
          .build();

  private static final PluginInfo INFO =
      new PluginInfo(
          "river-gauge",
          "River gauge",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH),
          List.of(DESCRIPTOR));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<RiverGaugeConfig> configType() {
    return RiverGaugeConfig.class;
  }

  @Override
  public List<Inbound> inbound(RiverGaugeConfig config) throws SourceException {
    try {
      Login login = new Login(config.user(), config._password());
      URI broker = URI.create(config.broker().strip());
      return List.of(new Inbound.Mqtt(broker, config.topic(), login, config.caFile(), MAX_BYTES));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw refused(message.startsWith("topic:") ? message : "broker: " + message);
    }
  }

  @Override
  public Decoder open(RiverGaugeConfig config) throws SourceException {
    if (!(config.highMetres() < config.criticalMetres())) {
      throw refused("criticalMetres: must be more than highMetres");
    }
    return new RiverGaugeDecoder(config.highMetres(), config.criticalMetres());
  }

  private static SourceException refused(String reason) {
    return new SourceException(SourceException.Kind.CONFIG, reason);
  }
}
