package org.watchfloor.plugin.plate.flock.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * What an alert says of Flock's hot lists.
 *
 * @param fields of {@link AlertKind}
 * @param digest of the lists and what they say: a read may be found on another list later
 */
record HotListHit(Fields fields, String digest) {
  private static final int MAX_TEXT = 500;
  private static final int MAX_SOURCES = 100;
  private static final String NOT_READ = "not read";

  /** Empty where the alert names no list. */
  static Optional<HotListHit> of(JsonObject alert, Optional<PlateRead> read)
      throws MalformedMessage {
    if (!alert.has("sources")) {
      throw alert.fault("sources", "is missing");
    }
    List<JsonObject> sources = alert.objects("sources");
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    if (sources.size() > MAX_SOURCES) {
      throw alert.fault("sources", "must have at most " + MAX_SOURCES + " elements");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("plate", read.map(PlateRead::plate).orElse(NOT_READ));
    put(values, "state", read.map(PlateRead::region).orElse(""));
    String list = joined(sources, "name");
    values.put("list", list.isEmpty() ? "unnamed" : list);
    put(values, "reason", joined(sources, "reason"));
    put(values, "case", joined(sources, "caseNumber"));
    put(values, "audience", joined(sources, "customHotlistAudience"));
    put(values, "camera", shortened(alert.optionalText("deviceName").orElse("")));
    put(values, "network", shortened(alert.optionalText("networkName").orElse("")));
    put(values, "details", details(alert));
    return Optional.of(new HotListHit(alert.checked(() -> new Fields(values)), digest(sources)));
  }

  /** A link that a person opens; none that is cut or leads elsewhere than to a page. */
  private static String details(JsonObject alert) throws MalformedMessage {
    String url = alert.optionalText("detailsUrl").orElse("");
    return url.startsWith("https://") && url.length() <= MAX_TEXT ? url : "";
  }

  private static String joined(List<JsonObject> sources, String field) throws MalformedMessage {
    Set<String> said = new LinkedHashSet<>();
    for (JsonObject source : sources) {
      String text = source.optionalText(field).orElse("").strip();
      if (!text.isEmpty()) {
        said.add(text);
      }
    }
    return shortened(String.join("; ", said));
  }

  private static String shortened(String text) {
    String line = text.strip();
    if (line.length() <= MAX_TEXT) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
    return line.substring(0, end) + "…";
  }

  private static void put(Map<String, Object> values, String name, String value) {
    if (!value.isEmpty()) {
      values.put(name, value);
    }
  }

  /** Without regard to their order, which nobody promises. */
  private static String digest(List<JsonObject> sources) throws MalformedMessage {
    List<String> lines = new ArrayList<>();
    for (JsonObject source : sources) {
      lines.add(
          String.join(
              "\u0000",
              source.optionalText("name").orElse(""),
              source.optionalText("reason").orElse(""),
              source.optionalText("caseNumber").orElse("")));
    }
    lines.sort(null);
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(sha, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
