package org.watchfloor.rtcc.plates.internal.lists;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.watchfloor.hotlist~<name>.cfg}: a folder whose files are one hot list. */
@ObjectClassDefinition(
    id = HotListFolderConfig.PID,
    name = "Hot list folder",
    description = "A folder in which files of one hot list arrive.")
@interface HotListFolderConfig {
  String PID = "org.watchfloor.hotlist";

  /** A text, for in the shipped example it is off, and where it is left out it is on. */
  @AttributeDefinition(
      name = "Enabled",
      description = "The word false switches the folder off.",
      required = false)
  String enabled() default "";

  @AttributeDefinition(name = "List", description = "Name of the hot list, 1 to 64 characters.")
  String list();

  @AttributeDefinition(
      name = "Owner",
      description = "Agency that answers for the list, 1 to 120 characters.")
  String owner();

  @AttributeDefinition(
      name = "Folder",
      description = "Absolute path of the folder in which the files arrive.")
  String folder();

  @AttributeDefinition(
      name = "Files",
      description = "Names of the files that are taken, with * and ?.")
  String files() default "*";

  @AttributeDefinition(
      name = "Layout",
      description = "Of the files; empty for finding it out. GET /api/v1/plates/hotlists has all.",
      required = false)
  String layout() default "";

  @AttributeDefinition(
      name = "Source",
      description = "Where the files come from, for whoever reads the list; may be empty.",
      required = false)
  String source() default "";

  @AttributeDefinition(
      name = "Priority",
      description = "1 for the most urgent list, 5 for the least.",
      min = "1",
      max = "5")
  int priority() default 3;

  @AttributeDefinition(
      name = "Seen by",
      description = "Roles of which one is enough to see the details of an entry.")
  String[] seen_by() default {"operator", "supervisor"};

  @AttributeDefinition(
      name = "Possible from",
      description = "Probability from which a read is shown as a possible hit, 0.01 to 1.")
  double possible_from() default 0.5;

  @AttributeDefinition(
      name = "Look again",
      description = "Seconds between two looks at the folder.",
      min = "1",
      max = "86400")
  int poll_seconds() default 30;

  @AttributeDefinition(
      name = "Keep",
      description = "How many imported files stay in the folder done.",
      min = "0",
      max = "1000")
  int keep() default 3;
}
