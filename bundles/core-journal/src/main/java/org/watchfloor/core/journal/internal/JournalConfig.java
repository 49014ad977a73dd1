package org.watchfloor.core.journal.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of {@code etc/org.watchfloor.journal.cfg}. */
@ObjectClassDefinition(
    id = "org.watchfloor.journal",
    name = "Journal",
    description = "The durable log of signals, alerts and changes.")
@interface JournalConfig {
  @AttributeDefinition(
      name = "Directory",
      description = "Where the journal lies; empty for <karaf.data>/watchfloor/journal.",
      required = false)
  String directory() default "";

  @AttributeDefinition(
      name = "Queue entries",
      description = "Entries that may wait for the writer; more are answered OVERLOADED.",
      min = "1")
  int queue_max_entries() default 50_000;

  @AttributeDefinition(
      name = "Queue bytes",
      description = "Bytes of payload that may wait for the writer; more are answered OVERLOADED.",
      min = "1048576")
  long queue_max_bytes() default 64L << 20;

  @AttributeDefinition(
      name = "Group entries",
      description = "Entries in one synced write, at most.",
      min = "1")
  int group_max_entries() default 4_096;

  @AttributeDefinition(
      name = "Group bytes",
      description = "Bytes of payload in one synced write, at most.",
      min = "65536")
  long group_max_bytes() default 1L << 20;

  @AttributeDefinition(
      name = "Cursor interval",
      description = "Milliseconds after which a moved cursor is written when no entry comes.",
      min = "10")
  int cursor_interval_ms() default 200;

  @AttributeDefinition(
      name = "Retention, days",
      description = "Days that entries and their duplicate keys are kept; 0 for no limit.",
      min = "0")
  int retention_days() default 30;

  @AttributeDefinition(
      name = "Retention, bytes",
      description = "Bytes of entries on disk, at most; the oldest go first; 0 for no limit.",
      min = "0")
  long retention_bytes() default 20L << 30;

  @AttributeDefinition(
      name = "Retention, hard limit",
      description =
          "Bytes of entries on disk beyond which the oldest go although a subscriber has not"
              + " handled them; 0 for no limit.",
      min = "0")
  long retention_hard_bytes() default 40L << 30;

  @AttributeDefinition(
      name = "Retention, live days",
      description =
          "Days after which a subscriber that has not moved is taken for gone and holds no entries"
              + " back.",
      min = "0")
  int retention_live_days() default 7;
}
