package org.watchfloor.plugin.gunshot.webhook.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator sets for one sender of gunshot alerts. */
@ObjectClassDefinition(
    name = "Gunshot webhook",
    description =
        "Gunshot alerts in Watchfloor's own JSON, sent with POST to /hooks/<source id> by a gateway"
            + " or script of yours.")
@interface GunshotWebhookConfig {
  @AttributeDefinition(
      name = "Secret",
      description =
          "What the sender proves itself with, at least 8 characters; letters, digits and hyphens"
              + " go into every URL.",
      type = AttributeType.PASSWORD)
  String _secret();

  @AttributeDefinition(
      name = "Proof",
      description =
          "Where the secret stands: path = last part of the URL; header = the header named below;"
              + " hmac = that header carries the hexadecimal HMAC-SHA256 of the body.",
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
}
