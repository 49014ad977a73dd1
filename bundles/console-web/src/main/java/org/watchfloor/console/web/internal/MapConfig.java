package org.watchfloor.console.web.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.map.cfg}. */
@ObjectClassDefinition(name = "Map", description = "Which map the screens show.")
@interface MapConfig {
  @AttributeDefinition(
      name = "Folder",
      description = "Where the .mbtiles files are. Empty: data/watchfloor/maps.")
  String folder() default "";

  @AttributeDefinition(
      name = "Set",
      description = "Name of the set to show, the file's name without .mbtiles. Empty: the first.")
  String set() default "";
}
