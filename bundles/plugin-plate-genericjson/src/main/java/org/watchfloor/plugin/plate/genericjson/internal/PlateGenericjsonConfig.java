package org.watchfloor.plugin.plate.genericjson.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator sets for one sender. */
@ObjectClassDefinition(
    name = "Plate reads in JSON",
    description =
        "Plate reads that a sender posts as JSON to /hooks/<source id>, and where its "
            + "fields stand: /a/b points at a field of a read, #/a/b at one of the message, "
            + "A + B joins two, A | B takes the first that is not blank, and single quotes "
            + "hold a text that is the same for all.")
@interface PlateGenericjsonConfig {
  @AttributeDefinition(
      name = "Secret",
      description =
          "What the sender proves itself with, at least 8 characters; letters, digits "
              + "and hyphens go into every URL.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Proof",
      description =
          "Where the secret stands; path = last part of the URL, header = the header "
              + "named below, hmac = that header carries the hexadecimal HMAC-SHA256 of the "
              + "body.",
      options = {
        @Option(label = "Last part of the URL", value = "path"),
        @Option(label = "A header", value = "header"),
        @Option(label = "HMAC-SHA256 of the body in a header", value = "hmac")
      })
  String auth() default "path";

  @AttributeDefinition(
      name = "Header",
      description = "Name of the header for the proofs header and hmac.")
  String header() default "X-Watchfloor-Secret";

  @AttributeDefinition(
      name = "Largest message",
      description = "KiB; a larger message is answered 413, and counted.",
      min = "1",
      max = "16384")
  int max_kib() default 8192;

  @AttributeDefinition(
      name = "Profile",
      description =
          "A mapping that is shipped, genetec-autovu; keys that are set below go before "
              + "its own.",
      required = false)
  String profile() default "";

  @AttributeDefinition(
      name = "Reads",
      description =
          "Pointer from the message to its read or its list of reads; empty where the "
              + "message itself is one.",
      required = false)
  String reads() default "";

  @AttributeDefinition(
      name = "Only",
      description =
          "Condition for messages that have reads, #/event = recognition | read for "
              + "instance; others are acknowledged and ignored. Empty for all.",
      required = false)
  String only() default "";

  @AttributeDefinition(
      name = "Plate",
      description = "Pointer to the plate; needed, here or in the profile.",
      required = false)
  String plate() default "";

  @AttributeDefinition(
      name = "Time",
      description =
          "Pointer to the time, or to date and time with a + between them; needed, here "
              + "or in the profile.",
      required = false)
  String time() default "";

  @AttributeDefinition(
      name = "Id",
      description =
          "Pointer to the name that the sender gives a read; empty where it gives none: "
              + "then plate, time and device are it.",
      required = false)
  String id() default "";

  @AttributeDefinition(
      name = "Device",
      description = "Pointer to the camera's name, or the name itself in single quotes.",
      required = false)
  String device() default "";

  @AttributeDefinition(
      name = "Region",
      description = "Pointer to the issuing state, or the state itself in single quotes.",
      required = false)
  String region() default "";

  @AttributeDefinition(
      name = "Confidence",
      description = "Pointer to the confidence of the whole plate; empty where there is none.",
      required = false)
  String confidence() default "";

  @AttributeDefinition(
      name = "Make",
      description = "Pointer to the vehicle's make; empty where there is none.",
      required = false)
  String make() default "";

  @AttributeDefinition(
      name = "Colour",
      description = "Pointer to the vehicle's colour; empty where there is none.",
      required = false)
  String color() default "";

  @AttributeDefinition(
      name = "Body",
      description = "Pointer to the vehicle's body type; empty where there is none.",
      required = false)
  String body() default "";

  @AttributeDefinition(
      name = "Heading",
      description =
          "Pointer to the direction: degrees clockwise from north, or a word such as NW "
              + "or northbound.",
      required = false)
  String heading() default "";

  @AttributeDefinition(
      name = "Latitude",
      description =
          "Pointer to the degrees north, or the number itself in single quotes for a "
              + "camera that stands still.",
      required = false)
  String latitude() default "";

  @AttributeDefinition(
      name = "Longitude",
      description =
          "Pointer to the degrees east, or the number itself in single quotes for a "
              + "camera that stands still.",
      required = false)
  String longitude() default "";

  @AttributeDefinition(
      name = "Candidates",
      description =
          "Pointer to the list of other readings, objects or texts; empty where there is "
              + "none.",
      required = false)
  String candidates() default "";

  @AttributeDefinition(
      name = "Candidate's plate",
      description = "Pointer in a candidate to its plate; empty for /plate.",
      required = false)
  String candidate_plate() default "";

  @AttributeDefinition(
      name = "Candidate's confidence",
      description = "Pointer in a candidate to its confidence; empty for /confidence.",
      required = false)
  String candidate_confidence() default "";

  @AttributeDefinition(
      name = "Characters",
      description =
          "Pointer to the plate's characters: a list of objects, a list of confidences, "
              + "or these in a text with commas; empty where there is none.",
      required = false)
  String characters() default "";

  @AttributeDefinition(
      name = "Character",
      description = "Pointer in a character's object to the character itself; empty for /value.",
      required = false)
  String character_value() default "";

  @AttributeDefinition(
      name = "Character's confidence",
      description = "Pointer in a character's object to its confidence; empty for /confidence.",
      required = false)
  String character_confidence() default "";

  @AttributeDefinition(
      name = "Character's alternatives",
      description =
          "Pointer in a character's object to an object of other characters with their "
              + "confidences; empty for /others.",
      required = false)
  String character_others() default "";

  @AttributeDefinition(
      name = "Plate's picture",
      description = "Pointer to the picture of the plate, Base64 of a JPEG or PNG.",
      required = false)
  String picture_plate() default "";

  @AttributeDefinition(
      name = "Vehicle's picture",
      description = "Pointer to the picture of the vehicle, Base64 of a JPEG or PNG.",
      required = false)
  String picture_vehicle() default "";

  @AttributeDefinition(
      name = "Whole picture",
      description = "Pointer to the whole picture, Base64 of a JPEG or PNG.",
      required = false)
  String picture_scene() default "";

  @AttributeDefinition(
      name = "Form of times",
      description =
          "iso, epoch-s, epoch-ms or a pattern such as MM/dd/yyyy HH:mm:ss; several with "
              + "a | between them are tried in their order. Empty for iso, or the profile's.",
      required = false)
  String time_format() default "";

  @AttributeDefinition(
      name = "Zone",
      description =
          "Zone of times that are written without an offset, America/New_York for "
              + "instance. Empty for UTC, or the profile's.",
      required = false)
  String time_zone() default "";

  @AttributeDefinition(
      name = "Offset is wrong",
      description =
          "Whether times are the zone's local time although a Z or an offset is written "
              + "behind them.")
  boolean time_offset_ignored() default false;

  @AttributeDefinition(
      name = "Highest confidence",
      description =
          "What the sender writes when it is sure: 100 for percent, 1 for fractions; "
              + "what is above it is unknown. Empty for 100, or the profile's.",
      required = false)
  String confidence_max() default "";

  @AttributeDefinition(
      name = "No plate",
      description =
          "Words that stand for a vehicle without a plate, with commas between them, in "
              + "any case. Empty for: unknown, noplate, no plate, no_plate, unlicensed.",
      required = false)
  String plate_none() default "";
}
