package org.watchfloor.core.isolation.internal;

import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.InfoJson;
import org.watchfloor.plugin.api.plugin.PluginInfo;

/**
 * What a plugin says first.
 *
 * @param info of the plugin
 * @param configType name of its configuration's type
 * @param decoder whether it is a plugin of decoders; else of sources
 */
record Hello(PluginInfo info, String configType, boolean decoder) {

  static Hello read(Frame frame) throws JsonFault {
    JsonFields fields = frame.fields();
    return new Hello(
        InfoJson.read(frame),
        fields.text("configType"),
        fields.optionalFlag("decoder").orElse(false));
  }
}
