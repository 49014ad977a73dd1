package org.watchfloor.core.runtime.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.watchfloor.plugin.api.source.Message;

/**
 * Messages that crashed their decoder, or made it hang, and how often. Known by their content, as a
 * vendor that is not acknowledged sends the same again. Thread-safe.
 */
final class PoisonMessages {
  /** So often one message may harm its decoder before it is put aside. */
  static final int DEADLY = 3;

  /** Messages that are remembered; the one that did harm longest ago is forgotten first. */
  private static final int REMEMBERED = 64;

  private static final int ASIDE = -1;

  private final Map<String, Integer> harms =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Counts a harm; how often the same message has done it. */
  synchronized int harmed(Message message) {
    return harms.merge(print(message), 1, Integer::sum);
  }

  /** It is kept as a dead letter now. */
  synchronized void putAside(Message message) {
    harms.put(print(message), ASIDE);
  }

  synchronized boolean isAside(Message message) {
    return !harms.isEmpty() && harms.getOrDefault(print(message), 0) == ASIDE;
  }

  /** The decoder may have become another one. */
  synchronized void forget() {
    harms.clear();
  }

  /** It may be tried again. */
  synchronized void forget(Message message) {
    harms.remove(print(message));
  }

  private static String print(Message message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(message.contentType().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(message.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
