package org.watchfloor.rtcc.plates.internal.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** {@link Traffic} as JSON. */
final class TrafficRecord {
  /** Classes of {@link Bins} as letters: capital, small if the reader named others. */
  private static final char FIRST = 'A';

  private static final char FIRST_NAMED = 'a';
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final double LATEST = 1L << 40;

  private TrafficRecord() {}

  static JsonNode of(Traffic.Kept kept) {
    ObjectNode node = Json.object().put("at", kept.at()).put("first", kept.first());
    ArrayNode hours = node.putArray("hours");
    for (Traffic.Hour hour : kept.hours()) {
      hours
          .addObject()
          .put("hour", hour.hour())
          .put("reads", hour.reads())
          .put("away", hour.away());
    }
    ArrayNode sample = node.putArray("sample");
    kept.sample().forEach(sureness -> sample.add(text(sureness)));
    node.set("named", of(kept.named()));
    return node;
  }

  private static JsonNode of(Named named) {
    ObjectNode node = Json.object().put("count", named.count()).put("first", named.first());
    double[][] sums = named.sums();
    for (int symbol = 0; symbol < sums.length; symbol++) {
      ObjectNode others = Json.object();
      for (int other = 0; other < sums.length; other++) {
        if (sums[symbol][other] > 0) {
          others.put(name(other), sums[symbol][other]);
        }
      }
      if (!others.isEmpty()) {
        node.set(name(symbol), others);
      }
    }
    return node;
  }

  private static String name(int symbol) {
    return String.valueOf(PlateCode.character(symbol));
  }

  private static Named named(JsonFields fields) throws JsonFault {
    double[][] sums = new double[PlateCode.SYMBOLS][PlateCode.SYMBOLS];
    for (int symbol = 0; symbol < sums.length; symbol++) {
      JsonFields others = fields.has(name(symbol)) ? fields.object(name(symbol)) : fields;
      for (int other = 0; other < sums.length && others != fields; other++) {
        sums[symbol][other] = others.has(name(other)) ? sum(others, name(other)) : 0;
      }
    }
    double first = fields.number("first");
    if (!(first >= 0.5 && first <= 1)) {
      throw fields.fault("first", "must be within 0.5 to 1");
    }
    double count = sum(fields, "count");
    return new Named(sums, first * count, count);
  }

  private static double sum(JsonFields fields, String field) throws JsonFault {
    double sum = fields.number(field);
    if (!(sum > 0 && sum <= Named.MOST)) {
      throw fields.fault(field, "must be above 0 and at most " + (long) Named.MOST);
    }
    return sum;
  }

  private static String text(byte[] sureness) {
    StringBuilder text = new StringBuilder();
    for (byte one : sureness) {
      text.append((char) ((one < 0 ? FIRST_NAMED : FIRST) + Observation.bin(one)));
    }
    return text.toString();
  }

  static Traffic.Kept read(JsonNode node) throws JsonFault {
    JsonFields fields = JsonFields.of(node, "traffic");
    List<Traffic.Hour> hours = new ArrayList<>();
    for (JsonFields hour : fields.objects("hours")) {
      hours.add(
          new Traffic.Hour(
              number(hour, "hour", LATEST),
              number(hour, "reads", Long.MAX_VALUE),
              (int) number(hour, "away", SECONDS_PER_HOUR)));
    }
    List<byte[]> sample = new ArrayList<>();
    for (JsonNode text : fields.node("sample")) {
      sample.add(sureness(fields, text.asText()));
    }
    return new Traffic.Kept(
        number(fields, "at", LATEST),
        number(fields, "first", Long.MAX_VALUE),
        hours,
        sample,
        named(fields.object("named")));
  }

  private static byte[] sureness(JsonFields fields, String text) throws JsonFault {
    byte[] sureness = new byte[text.length()];
    boolean fits = !text.isEmpty() && text.length() <= PlateCode.MAX_LENGTH;
    for (int i = 0; i < sureness.length && fits; i++) {
      boolean named = text.charAt(i) >= FIRST_NAMED;
      int bin = text.charAt(i) - (named ? FIRST_NAMED : FIRST);
      fits = bin >= 0 && bin < Bins.COUNT;
      sureness[i] = (byte) (named ? ~bin : bin);
    }
    if (!fits) {
      throw fields.fault("sample", "has something that is not 1 to 10 classes");
    }
    return sureness;
  }

  private static long number(JsonFields fields, String field, double most) throws JsonFault {
    double number = fields.number(field);
    if (!(number >= 0 && number <= most)) {
      throw fields.fault(field, "must be within 0 to " + (long) most);
    }
    return (long) number;
  }
}
