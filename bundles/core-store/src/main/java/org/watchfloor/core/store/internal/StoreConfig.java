package org.watchfloor.core.store.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.watchfloor.store}; every key has a working default. */
@ObjectClassDefinition(
    id = StoreConfig.PID,
    name = "Store",
    description =
        "Relational data in data/watchfloor/store.db or in PostgreSQL, media in"
            + " data/watchfloor/media.")
public @interface StoreConfig {
  String PID = "org.watchfloor.store";

  String FILE = "etc/" + PID + ".cfg";

  @AttributeDefinition(
      name = "Database",
      description =
          "jdbc:postgresql://host:port/database of PostgreSQL 15 or newer; empty for SQLite.")
  String url() default "";

  @AttributeDefinition(name = "User", description = "Of the database; it owns its tables.")
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      description = "$[file:/path] or $[env:NAME], read for each connection; or the password.",
      type = AttributeType.PASSWORD)
  String _password() default "";

  @AttributeDefinition(
      name = "TLS",
      description =
          "auto: none to this machine, verified to others; verified; or off, if somebody else"
              + " guards the wire.",
      options = {
        @Option(label = "auto", value = "auto"),
        @Option(label = "verified", value = "verified"),
        @Option(label = "off", value = "off")
      })
  String tls() default "auto";

  @AttributeDefinition(
      name = "TLS authority",
      description =
          "PEM file with the certificate that the server's is signed by; empty for those that Java"
              + " trusts.")
  String tls_ca() default "";

  @AttributeDefinition(
      name = "Center",
      description =
          "Name of the center, the same on all nodes that share the database; empty for one node,"
              + " which then has the database to itself.")
  String center() default "";

  @AttributeDefinition(
      name = "Connect timeout",
      description = "Seconds to wait for a connection to the database.",
      min = "1",
      max = "60")
  int connect_timeout_seconds() default Settings.CONNECT_SECONDS;

  @AttributeDefinition(
      name = "Statement timeout",
      description = "Seconds after which the database ends a statement.",
      min = "1",
      max = "3600")
  int statement_timeout_seconds() default Settings.STATEMENT_SECONDS;

  @AttributeDefinition(
      name = "Busy timeout",
      description = "Milliseconds to wait for a lock that another process holds on the file.",
      min = "0",
      max = "600000")
  int busy_timeout_ms() default Settings.BUSY_TIMEOUT_MS;

  @AttributeDefinition(
      name = "Readers",
      description = "Connections for queries, besides the one that writes.",
      min = "1",
      max = "64")
  int readers() default Settings.READERS;

  @AttributeDefinition(
      name = "Free disk space",
      description = "MiB; the health check warns below it, and is critical below an eighth of it.",
      min = "0",
      max = "1073741824")
  long disk_min_free_mib() default Settings.DISK_MIN_FREE_MIB;

  @AttributeDefinition(
      name = "Largest media",
      description = "Bytes; larger pictures and sounds are refused.",
      min = "1",
      max = "2147483647")
  long media_max_bytes() default Settings.MEDIA_MAX_BYTES;

  @AttributeDefinition(
      name = "Media retention",
      description = "Days after which media are deleted unless they came in again; 0 keeps all.",
      min = "0",
      max = "36500")
  int media_retention_days() default Settings.MEDIA_RETENTION_DAYS;
}
