package org.watchfloor.core.runtime.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.plugin.api.source.Message;

/**
 * Hands the messages of one source that broke their format on, without credentials. Thread-safe.
 */
final class LetterBox {
  private static final Logger LOG = LoggerFactory.getLogger(LetterBox.class);

  /** Names of headers whose values prove who somebody is; what is missing does no harm. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("auth|cookie|secret|token|passw|credential|signature|api-?key|hmac");

  private final String sourceId;
  private final Service<DeadLetters> letters;
  private volatile boolean said;

  LetterBox(String sourceId, Service<DeadLetters> letters) {
    this.sourceId = sourceId;
    this.letters = letters;
  }

  /**
   * @param field of the message; may be empty
   * @return whether somebody keeps it
   */
  boolean keep(Message message, String field, String reason, Redaction redaction) {
    DeadLetters to = letters.get();
    if (to == null) {
      if (!said) {
        said = true;
        LOG.warn(
            "a message of source {} was not understood ({}) and is not kept, nor are further ones:"
                + " the bundle core-deadletters is not running",
            sourceId,
            redaction.line(reason));
      }
      return false;
    }
    said = false;
    try {
      to.keep(letter(message, field, reason, redaction));
      return true;
    } catch (RuntimeException e) {
      LOG.error("a message of source {} that broke its format cannot be kept", sourceId, e);
      return false;
    }
  }

  private DeadLetter letter(Message message, String field, String reason, Redaction redaction) {
    return new DeadLetter(
        0,
        sourceId,
        message.receivedAt(),
        message.contentType(),
        harmless(message.headers(), redaction),
        message.toByteArray(),
        message.length(),
        redaction.line(field),
        redaction.line(reason),
        Optional.empty());
  }

  private static Map<String, String> harmless(Map<String, String> headers, Redaction redaction) {
    Map<String, String> harmless = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          @Nullable String given = value;
          boolean open = !CREDENTIALS.matcher(name.toLowerCase(Locale.ROOT)).find();
          if (open && given != null && redaction.all(given).equals(given)) {
            harmless.put(name, given);
          }
        });
    return harmless;
  }
}
