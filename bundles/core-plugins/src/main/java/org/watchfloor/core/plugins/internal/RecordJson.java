package org.watchfloor.core.plugins.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.json.PluginJson;
import org.watchfloor.core.api.plugin.Permission;
import org.watchfloor.core.api.plugin.PluginPackage;

/** Records of plugins as they stand on disk. */
final class RecordJson {
  private static final int SCHEMA = 1;

  private RecordJson() {}

  static byte[] write(PluginRecord record) {
    ObjectNode node = Json.object().put("schema", SCHEMA).put("pluginId", record.pluginId());
    ArrayNode versions = node.putArray("versions");
    for (InstalledVersion version : record.versions()) {
      ObjectNode one =
          versions
              .addObject()
              .put("slot", version.slot())
              .put("bundleSha256", version.bundleSha256())
              .put("origin", version.origin())
              .put("at", version.at().toString())
              .put("by", version.by());
      one.set("package", PluginJson.write(version.content()));
    }
    return Json.bytes(node);
  }

  static PluginRecord read(byte[] json) throws JsonFault {
    JsonFields fields = JsonFields.of(Json.parse(json), "");
    if (fields.number("schema") != SCHEMA) {
      throw fields.fault("schema", "is not " + SCHEMA + ": a newer center wrote it");
    }
    List<InstalledVersion> versions = new ArrayList<>();
    for (JsonFields one : fields.objects("versions")) {
      versions.add(
          new InstalledVersion(
              (int) one.number("slot"),
              content(one.object("package")),
              one.text("bundleSha256"),
              one.text("origin"),
              one.instant("at"),
              one.text("by")));
    }
    String id = fields.text("pluginId");
    return fields.checked("versions", () -> new PluginRecord(id, versions));
  }

  private static PluginPackage content(JsonFields fields) throws JsonFault {
    List<Permission> permissions = new ArrayList<>();
    for (JsonFields one : fields.objects("permissions")) {
      permissions.add(
          new Permission(
              one.word("kind", Permission.Kind.class, one.text("kind")),
              one.text("value"),
              one.text("reason")));
    }
    return new PluginPackage(
        fields.text("pluginId"),
        fields.text("version"),
        fields.text("bundle"),
        fields.text("name"),
        fields.text("publisher"),
        fields.word("signature", PluginPackage.Signature.class, fields.text("signature")),
        fields.text("signer"),
        fields.text("grade"),
        fields.text("quality"),
        fields.optionalFlag("isolated").orElse(false),
        fields.text("apiVersion"),
        permissions,
        fields.text("sha256"));
  }
}
