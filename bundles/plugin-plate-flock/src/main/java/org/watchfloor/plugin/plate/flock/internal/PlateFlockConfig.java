package org.watchfloor.plugin.plate.flock.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator sets for one organisation at Flock Safety. */
@ObjectClassDefinition(
    name = "Flock Safety",
    description =
        "Hot list alerts of one organisation: subscribes to them, takes them at /hooks/<source id>,"
            + " and may keep a hot list at Flock in step with a file.")
@interface PlateFlockConfig {
  @AttributeDefinition(
      name = "Client identifier",
      description = "Client identifier of the integration, as Flock Safety gives it.")
  String client_id();

  @AttributeDefinition(
      name = "Client secret",
      description = "Client secret of the integration, as Flock Safety gives it.",
      type = AttributeType.PASSWORD)
  String _client_secret();

  @AttributeDefinition(
      name = "Callback address",
      description =
          "Public https address under which Flock reaches this source's webhook:"
              + " https://<center>/hooks/<source id>.")
  String callback_url();

  @AttributeDefinition(
      name = "Secret",
      description =
          "What Flock proves itself with at the webhook, in the header X-Watchfloor-Secret; at"
              + " least 8 characters. The subscription is given it; nobody has to enter it.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "API address",
      description =
          "https address of the API without its path; https://dev-api.flocksafety.com is the"
              + " sandbox.")
  String api_url() default "https://api.flocksafety.com";

  @AttributeDefinition(
      name = "Token audience",
      description = "Audience that the access token is asked for.")
  String token_audience() default "com.flocksafety.integrations";

  @AttributeDefinition(
      name = "Audience of custom hot lists",
      description =
          "organization = alerts of custom hot lists that all of the organisation may see; any ="
              + " also of those for some roles or persons only: who may see plate reads here sees"
              + " them then.",
      options = {
        @Option(label = "The whole organisation", value = "organization"),
        @Option(label = "Also restricted ones", value = "any")
      })
  String audience() default "organization";

  @AttributeDefinition(
      name = "Shared networks",
      description =
          "true also takes alerts of networks that others share within the first responder"
              + " jurisdiction.")
  boolean jurisdiction() default false;

  @AttributeDefinition(
      name = "Subscribe",
      description =
          "true keeps the organisation's subscription to alerts for the callback address alive; false"
              + " deletes it at Flock, opens no webhook and leaves only the hot list.")
  boolean subscribe() default true;

  @AttributeDefinition(
      name = "Pictures",
      description =
          "true fetches the picture of an alert when it comes, because its address expires; an"
              + " alert waits 2.5 s for it at most.")
  boolean pictures() default true;

  @AttributeDefinition(
      name = "Check interval",
      description = "Seconds between two looks at the subscription and at the hot list's file.",
      min = "10",
      max = "86400")
  int check_seconds() default 300;

  @AttributeDefinition(
      name = "Hot list file",
      description =
          "Absolute path of a CSV file on the center's machine, in the columns that the center's own"
              + " import takes, with which a custom hot list at Flock is kept in step; empty for"
              + " none.",
      required = false)
  String hotlist_file() default "";

  @AttributeDefinition(
      name = "Hot list name",
      description =
          "Name of the custom hot list at Flock that the file is for; it is made if there is none"
              + " of that name, and entries that are not in the file are removed from it.")
  String hotlist_name() default "Watchfloor";
}
