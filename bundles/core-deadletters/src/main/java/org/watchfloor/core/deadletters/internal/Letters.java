package org.watchfloor.core.deadletters.internal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.watchfloor.core.api.deadletter.DeadLetter;

/** Cuts what a vendor sent to what is kept of it; the body stays whole. */
final class Letters {
  /** Headers of one letter, and characters of all of them together. */
  private static final int MAX_HEADERS = 64;

  private static final int MAX_HEADER_CHARS = 16_384;
  private static final int MAX_TYPE = 255;
  private static final int MAX_FIELD = 255;
  private static final int MAX_REASON = 1_000;

  /** What a row costs besides its body and headers, bytes: keys, index, reason. */
  private static final int ROW = 256;

  private Letters() {}

  /** The letter with everything but its body cut to its limit, and with the length of the body. */
  static DeadLetter cut(DeadLetter letter) {
    return new DeadLetter(
        0,
        letter.sourceId(),
        letter.receivedAt(),
        text(letter.contentType(), MAX_TYPE),
        headers(letter.headers()),
        letter.body(),
        letter.body().length,
        text(letter.field(), MAX_FIELD),
        text(letter.reason(), MAX_REASON),
        letter.replay());
  }

  private static Map<String, String> headers(Map<String, String> given) {
    Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int room = MAX_HEADER_CHARS;
    for (Map.Entry<String, String> header : new TreeMap<>(given).entrySet()) {
      room -= header.getKey().length() + header.getValue().length();
      if (room < 0 || kept.size() == MAX_HEADERS) {
        break;
      }
      kept.put(text(header.getKey(), MAX_HEADER_CHARS), text(header.getValue(), MAX_HEADER_CHARS));
    }
    return kept;
  }

  /** PostgreSQL keeps neither a NUL in a text nor half of a surrogate pair. */
  static String text(String text, int max) {
    byte[] utf8 = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    String clean = new String(utf8, StandardCharsets.UTF_8);
    return clean.length() <= max ? clean : clean.substring(0, max - 1) + "…";
  }

  /** What a letter counts for in the limits, bytes. */
  static long weight(DeadLetter letter) {
    long headers = 0;
    for (Map.Entry<String, String> header : letter.headers().entrySet()) {
      headers += header.getKey().length() + header.getValue().length();
    }
    return ROW + letter.length() + headers;
  }
}
