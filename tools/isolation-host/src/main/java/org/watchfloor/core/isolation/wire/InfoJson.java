package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;

/** What a plugin says of itself, on the wire: a head, and a part for each kind. */
public final class InfoJson {
  private static final int MAX_KINDS = 200;

  private InfoJson() {}

  public static ObjectNode write(PluginInfo info) {
    ObjectNode node = Json.object();
    node.put("plugin", info.id()).put("name", info.name()).put("vendor", info.vendor());
    node.put("grade", Json.word(info.grade()));
    info.capabilities().forEach(c -> node.withArray("/capabilities").add(Json.word(c)));
    return node;
  }

  public static List<byte[]> writeKinds(PluginInfo info) {
    return info.kinds().stream().map(kind -> Json.bytes(kind(kind))).toList();
  }

  /**
   * @throws JsonFault naming what does not hold
   */
  public static PluginInfo read(Frame frame) throws JsonFault {
    JsonFields fields = frame.fields();
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    if (fields.has("capabilities")) {
      for (JsonNode word : fields.node("capabilities")) {
        capabilities.add(fields.word("capabilities", Capability.class, word.asText()));
      }
    }
    if (frame.parts().size() > MAX_KINDS) {
      throw fields.fault("kinds", "are " + frame.parts().size() + ", at most " + MAX_KINDS);
    }
    List<KindDescriptor> kinds = new ArrayList<>();
    for (byte[] part : frame.parts()) {
      kinds.add(kind(JsonFields.of(Json.parse(part), "kind")));
    }
    String id = fields.text("plugin");
    String name = fields.text("name");
    String vendor = fields.text("vendor");
    TrustGrade grade = fields.word("grade", TrustGrade.class, fields.text("grade"));
    return fields.checked("", () -> new PluginInfo(id, name, vendor, grade, capabilities, kinds));
  }

  private static ObjectNode kind(KindDescriptor kind) {
    ObjectNode node = Json.object();
    node.put("kind", kind.kind().name()).put("title", kind.title());
    node.put("severity", Json.word(kind.severity())).put("symbol", kind.symbol());
    node.put("fieldsSchema", kind.fieldsSchema()).put("summary", kind.summary());
    kind.alertFrom().ifPresent(from -> node.put("alertFrom", Json.word(from)));
    return node.put("iconPath", kind.iconPath());
  }

  private static KindDescriptor kind(JsonFields fields) throws JsonFault {
    String kind = fields.text("kind");
    String title = fields.text("title");
    Severity severity = fields.word("severity", Severity.class, fields.text("severity"));
    String symbol = fields.text("symbol");
    String schema = fields.text("fieldsSchema");
    String summary = fields.text("summary");
    Optional<Severity> alertFrom =
        fields.has("alertFrom")
            ? Optional.of(fields.word("alertFrom", Severity.class, fields.text("alertFrom")))
            : Optional.empty();
    String icon = fields.text("iconPath");
    return fields.checked(
        "",
        () ->
            new KindDescriptor(
                new Kind(kind), title, severity, symbol, schema, summary, alertFrom, icon));
  }
}
