package org.watchfloor.rtcc.rules.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;

/** Descriptors as {@link Kinds} remembers them. */
final class DescriptorJson {
  private DescriptorJson() {}

  static ObjectNode write(KindDescriptor descriptor) {
    ObjectNode node = Json.object();
    node.put("kind", descriptor.kind().name());
    node.put("title", descriptor.title());
    node.put("severity", Json.word(descriptor.severity()));
    node.put("symbol", descriptor.symbol());
    node.put("fieldsSchema", descriptor.fieldsSchema());
    node.put("summary", descriptor.summary());
    descriptor.alertFrom().ifPresent(from -> node.put("alertFrom", Json.word(from)));
    node.put("iconPath", descriptor.iconPath());
    return node;
  }

  /**
   * @throws JsonFault naming the field that is missing or wrong
   */
  static KindDescriptor read(JsonFields fields) throws JsonFault {
    String kind = fields.text("kind");
    String title = fields.text("title");
    Severity severity = fields.word("severity", Severity.class, fields.text("severity"));
    String symbol = fields.text("symbol");
    String schema = fields.text("fieldsSchema");
    String summary = fields.text("summary");
    Optional<Severity> from =
        fields.has("alertFrom")
            ? Optional.of(fields.word("alertFrom", Severity.class, fields.text("alertFrom")))
            : Optional.empty();
    String icon = fields.text("iconPath");
    return fields.checked(
        "",
        () ->
            new KindDescriptor(
                new Kind(kind), title, severity, symbol, schema, summary, from, icon));
  }
}
