package org.watchfloor.plugin.plate.openalpr.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets for one agent. */
@ObjectClassDefinition(
    name = "OpenALPR / Rekor Scout agent",
    description =
        "Plate reads of one agent, which posts to /hooks/<source id>/<secret>. The agent knows no"
            + " headers of its own, so that the secret stands in the URL.")
@interface PlateOpenalprConfig {
  @AttributeDefinition(
      name = "Secret",
      description =
          "Last part of the URL that the agent posts to, at least 8 characters; use letters, digits"
              + " and hyphens.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Latitude",
      description =
          "Degrees north of the camera, for agents that send no position; only together with"
              + " longitude.",
      min = "-90",
      max = "90",
      required = false)
  double latitude() default Double.NaN;

  @AttributeDefinition(
      name = "Longitude",
      description =
          "Degrees east of the camera, for agents that send no position; only together with"
              + " latitude.",
      min = "-180",
      max = "180",
      required = false)
  double longitude() default Double.NaN;

  @AttributeDefinition(
      name = "Least confidence",
      description =
          "Percent; reads below it are acknowledged to the agent and not kept. 0 keeps all.",
      min = "0",
      max = "100")
  int minConfidence() default 0;

  @AttributeDefinition(
      name = "Single pictures",
      description =
          "true takes alpr_results, each plate of one picture, as reads; false acknowledges and"
              + " ignores them, for agents that send groups too.")
  boolean frames() default true;

  @AttributeDefinition(
      name = "Vehicles without a plate",
      description =
          "true keeps vehicles that the agent saw and whose plate it did not read, as the kind"
              + " vehicle.seen; false acknowledges and ignores them.")
  boolean vehicles() default false;

  @AttributeDefinition(
      name = "Hits of the agent",
      description =
          "true keeps a hit on a list of the agent's own (alpr_alert) besides its read, as the kind"
              + " plate.rekor-alert, for search; false keeps only the read.")
  boolean agentHits() default true;
}
