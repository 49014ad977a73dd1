package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.Permission;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.PluginReport;

/** The documented JSON of plugins as they are installed, planned and reported on. */
public final class PluginJson {
  private PluginJson() {}

  public static ObjectNode write(Plan plan) {
    ObjectNode node = Json.object();
    node.put("id", plan.id());
    node.put("operation", Json.word(plan.operation()));
    node.put("pluginId", plan.pluginId());
    node.put("from", plan.from());
    node.put("to", plan.to());
    plan.content().ifPresent(content -> node.set("package", write(content)));
    node.set("steps", words(plan.steps()));
    node.set("refreshed", words(plan.refreshed()));
    node.set("sources", words(plan.sources()));
    plan.refusal().ifPresent(refusal -> node.put("refusal", refusal));
    node.put("needsConsent", plan.needsConsent());
    node.put("madeAt", plan.madeAt().toString());
    return node;
  }

  public static ObjectNode write(PluginPackage content) {
    ObjectNode node = Json.object();
    node.put("pluginId", content.pluginId());
    node.put("version", content.version());
    node.put("bundle", content.bundle());
    node.put("name", content.name());
    node.put("publisher", content.publisher());
    node.put("signature", Json.word(content.signature()));
    node.put("signer", content.signer());
    node.put("grade", content.grade());
    node.put("quality", content.quality());
    node.put("isolated", content.isolated());
    node.put("apiVersion", content.apiVersion());
    ArrayNode permissions = node.putArray("permissions");
    content.permissions().forEach(permission -> permissions.add(write(permission)));
    node.put("sha256", content.sha256());
    return node;
  }

  private static ObjectNode write(Permission permission) {
    return Json.object()
        .put("kind", Json.word(permission.kind()))
        .put("value", permission.value())
        .put("reason", permission.reason());
  }

  /** How a plugin was installed; what its package says is {@link #write(PluginPackage)}. */
  public static ObjectNode write(ManagedPlugin plugin) {
    ObjectNode node = Json.object();
    node.put("running", plugin.running());
    node.put("trouble", plugin.trouble());
    node.put("publisher", plugin.content().publisher());
    node.put("signature", Json.word(plugin.content().signature()));
    node.put("origin", plugin.origin());
    node.put("installedAt", plugin.installedAt().toString());
    node.put("installedBy", plugin.installedBy());
    node.set("previous", words(plugin.previous()));
    return node;
  }

  public static ObjectNode write(PluginReport.Usage usage) {
    return Json.object()
        .put("threads", usage.threads())
        .put("threadsMax", usage.threadsMax())
        .put("signalsPerSecond", usage.signalsPerSecond())
        .put("signalsPerSecondMax", usage.signalsPerSecondMax())
        .put("allocatedPerSecond", usage.allocatedPerSecond())
        .put("refused", usage.refused())
        .put("dropped", usage.dropped());
  }

  public static ObjectNode write(PluginEvent event) {
    return Json.object()
        .put("at", event.at().toString())
        .put("sourceId", event.sourceId())
        .put("kind", Json.word(event.kind()))
        .put("what", event.what())
        .put("lost", event.lost());
  }

  private static ArrayNode words(List<String> words) {
    ArrayNode array = Json.array();
    words.forEach(array::add);
    return array;
  }
}
