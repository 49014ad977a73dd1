package org.watchfloor.itests.river;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** River gauges that send {@code station,time,metres} by webhook. */
public final class RiverPlugin implements DecoderPlugin<RiverConfig> {
  private static final Kind KIND = new Kind("river.stage");
  private static final PluginInfo INFO =
      new PluginInfo(
          "river-test",
          "River gauge of a test",
          "Watchfloor",
          TrustGrade.D,
          Set.of(Capability.PUSH),
          List.of(
              KindDescriptor.of(KIND, "River stage")
                  .severity(Severity.LOW)
                  .fieldsSchema(
                      """
                      {"type":"object","required":["stage"],"properties":{
                        "station":{"type":"string","title":"Station"},
                        "stage":{"type":"number","title":"Water level","unit":"m"}}}""")
                  .summary("{station} at {stage} m")
                  .alertFrom(Severity.HIGH)
                  .iconPath(
                      "M2 8q2.5-3 5 0t5 0t5 0t5 0v3q-2.5-3-5 0t-5 0t-5 0t-5 0zM2 15q2.5-3 5 0t5"
                          + " 0t5 0t5 0v3q-2.5-3-5 0t-5 0t-5 0t-5 0z")
                  .build()));

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Class<RiverConfig> configType() {
    return RiverConfig.class;
  }

  @Override
  public List<Inbound> inbound(RiverConfig config) {
    return List.of(new Inbound.Webhook(WebhookSecret.path(config._secret()), 4_096));
  }

  @Override
  public Decoder open(RiverConfig config) {
    return RiverPlugin::decode;
  }

  private static Decoded decode(Message message) throws MalformedMessage {
    String[] parts = message.text().strip().split(",");
    try {
      double stage = Double.parseDouble(parts[2]);
      return Decoded.of(
          Signal.of(KIND, parts[0] + " " + parts[1], Instant.parse(parts[1]))
              .severity(stage >= 3 ? Severity.HIGH : Severity.LOW)
              .device(parts[0])
              .at(GeoPoint.of(Double.parseDouble(parts[3]), Double.parseDouble(parts[4])))
              .detail(new Fields(Map.of("station", parts[0], "stage", stage)))
              .build());
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException | DateTimeParseException e) {
      throw new MalformedMessage("line", e.getMessage());
    }
  }
}
