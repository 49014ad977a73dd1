package org.watchfloor.core.api.runtime;

import java.util.List;

/**
 * What a plugin asks of each configuration, in the order of its metatype.
 *
 * @param title of the form
 * @param help a sentence; may be empty
 */
public record ConfigForm(String pluginId, String title, String help, List<ConfigField> fields) {
  public ConfigForm {
    fields = List.copyOf(fields);
  }
}
