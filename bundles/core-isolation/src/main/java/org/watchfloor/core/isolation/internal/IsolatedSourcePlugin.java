package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** A plugin of sources that runs elsewhere. Thread-safe. */
final class IsolatedSourcePlugin implements SourcePlugin<Object> {
  private final PluginInfo info;
  private final Class<Object> configType;
  private final CurrentJvm current;

  IsolatedSourcePlugin(PluginInfo info, Class<Object> configType, CurrentJvm current) {
    this.info = info;
    this.configType = configType;
    this.current = current;
  }

  @Override
  public PluginInfo info() {
    return info;
  }

  @Override
  public Class<Object> configType() {
    return configType;
  }

  @Override
  public Source open(Object config, SourceContext context) throws SourceException {
    Jvm jvm = Remote.now(current);
    long number = jvm.center().add(context);
    ObjectNode args = Json.object().put("source", number).put("sourceId", context.sourceId());
    args.set("config", ConfigType.values(configType, config));
    boolean good = false;
    try {
      Frame answer = Remote.callForSource(jvm, "open", args);
      boolean camera = answer.fields().optionalFlag("camera").orElse(false);
      good = true;
      return camera
          ? new IsolatedCamera(jvm, number, context.sourceId())
          : new IsolatedSource(jvm, number, context.sourceId());
    } catch (JsonFault e) {
      throw new PluginCrash("the plugin's JVM answered nonsense: " + e.getMessage());
    } finally {
      if (!good) {
        jvm.center().remove(number);
      }
    }
  }
}
