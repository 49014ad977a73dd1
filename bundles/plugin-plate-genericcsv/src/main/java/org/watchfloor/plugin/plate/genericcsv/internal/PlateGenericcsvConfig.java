package org.watchfloor.plugin.plate.genericcsv.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator sets for the files of one reader. */
@ObjectClassDefinition(
    name = "Plate reads in files",
    description =
        "Plate reads in files of separated values, whose columns are named here. Where "
            + "a column is asked for, its name in the header or #3 for the third; A + B "
            + "joins two, A | B takes the first that is not blank, and single quotes hold a "
            + "text that is the same for all.")
@interface PlateGenericcsvConfig {
  @AttributeDefinition(
      name = "Transport",
      description =
          "The way the files come; files = a folder of this machine, sftp = a folder of "
              + "a server.",
      options = {
        @Option(label = "Folder", value = "files"),
        @Option(label = "SFTP server", value = "sftp")
      })
  String transport() default "files";

  @AttributeDefinition(
      name = "Folder",
      description =
          "Where the files appear: an absolute path of this machine, or a folder on the "
              + "SFTP server.")
  String folder();

  @AttributeDefinition(name = "Names", description = "Names of the files to take, with * and ?.")
  String pattern() default "*.csv";

  @AttributeDefinition(
      name = "Host",
      description = "sftp: name or address of the server.",
      required = false)
  String host() default "";

  @AttributeDefinition(
      name = "Port",
      description = "sftp: port of the server.",
      min = "1",
      max = "65535")
  int port() default 22;

  @AttributeDefinition(
      name = "User",
      description = "sftp: name of the user to sign in as.",
      required = false)
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      description = "sftp: password of the user, or of the key file.",
      type = AttributeType.PASSWORD,
      required = false)
  String _password() default "";

  @AttributeDefinition(
      name = "Key file",
      description = "sftp: private key on this machine; empty to sign in with the password.",
      required = false)
  String key_file() default "";

  @AttributeDefinition(
      name = "Host key",
      description =
          "sftp: public key of the server as in known_hosts, ssh-ed25519 AAAA...; "
              + "ssh-keyscan shows it.",
      required = false)
  String host_key() default "";

  @AttributeDefinition(
      name = "Period",
      description = "sftp: seconds from one look to the next.",
      min = "1",
      max = "86400")
  int period_seconds() default 30;

  @AttributeDefinition(
      name = "Largest file",
      description = "KiB; a larger file is refused, and counted.",
      min = "1",
      max = "32768")
  int max_kib() default 8192;

  @AttributeDefinition(
      name = "Encoding",
      description = "Encoding of the text, windows-1252 for instance.")
  String charset() default "utf-8";

  @AttributeDefinition(
      name = "Separator",
      description = "What stands between two columns: comma, semicolon, tab or pipe.",
      options = {
        @Option(label = "Comma", value = "comma"),
        @Option(label = "Semicolon", value = "semicolon"),
        @Option(label = "Tab", value = "tab"),
        @Option(label = "Vertical bar", value = "pipe")
      })
  String separator() default "comma";

  @AttributeDefinition(
      name = "Header",
      description =
          "Whether the first line has the names of the columns; without it, columns are "
              + "#1, #2 and so on.")
  boolean header() default true;

  @AttributeDefinition(
      name = "Lines before",
      description =
          "Lines to pass over before the header, or before the first read where there is "
              + "no header.",
      min = "0",
      max = "1000")
  int skip_lines() default 0;

  @AttributeDefinition(
      name = "Plate",
      description = "Column of the plate; see the expressions above.")
  String plate();

  @AttributeDefinition(
      name = "Time",
      description = "Column of the time, or of date and time with a + between them.")
  String time();

  @AttributeDefinition(
      name = "Id",
      description =
          "Column of the name that the reader gives a read; empty where it gives none: "
              + "then plate, time and device are it.",
      required = false)
  String id() default "";

  @AttributeDefinition(
      name = "Device",
      description = "Column of the camera's name, or the name itself in single quotes.",
      required = false)
  String device() default "";

  @AttributeDefinition(
      name = "Region",
      description = "Column of the issuing state, or the state itself in single quotes.",
      required = false)
  String region() default "";

  @AttributeDefinition(
      name = "Confidence",
      description = "Column of the confidence; empty where there is none.",
      required = false)
  String confidence() default "";

  @AttributeDefinition(
      name = "Make",
      description = "Column of the vehicle's make; empty where there is none.",
      required = false)
  String make() default "";

  @AttributeDefinition(
      name = "Colour",
      description = "Column of the vehicle's colour; empty where there is none.",
      required = false)
  String color() default "";

  @AttributeDefinition(
      name = "Body",
      description = "Column of the vehicle's body type; empty where there is none.",
      required = false)
  String body() default "";

  @AttributeDefinition(
      name = "Heading",
      description =
          "Column of the direction: degrees clockwise from north, or a word such as NW "
              + "or northbound.",
      required = false)
  String heading() default "";

  @AttributeDefinition(
      name = "Latitude",
      description =
          "Column of the degrees north, or the number itself in single quotes for a "
              + "camera that stands still.",
      required = false)
  String latitude() default "";

  @AttributeDefinition(
      name = "Longitude",
      description =
          "Column of the degrees east, or the number itself in single quotes for a "
              + "camera that stands still.",
      required = false)
  String longitude() default "";

  @AttributeDefinition(
      name = "Form of times",
      description =
          "iso, epoch-s, epoch-ms or a pattern such as MM/dd/yyyy HH:mm:ss; several with "
              + "a | between them are tried in their order.")
  String time_format() default "iso";

  @AttributeDefinition(
      name = "Zone",
      description =
          "Zone of times that are written without an offset, America/New_York for " + "instance.")
  String time_zone() default "UTC";

  @AttributeDefinition(
      name = "Offset is wrong",
      description =
          "Whether times are the zone's local time although a Z or an offset is written "
              + "behind them.")
  boolean time_offset_ignored() default false;

  @AttributeDefinition(
      name = "Highest confidence",
      description =
          "What the reader writes when it is sure: 100 for percent, 1 for fractions; "
              + "what is above it is unknown.")
  double confidence_max() default 100.0;

  @AttributeDefinition(
      name = "No plate",
      description =
          "Words that stand for a vehicle without a plate, with commas between them, in "
              + "any case; it is no read.")
  String plate_none() default "unknown, noplate, no plate, no_plate, unlicensed";
}
