package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a receiver in the city makes of the messages: it knows a repeat by its number, which is not
 * above the last one of the same source, and needs nothing else.
 */
final class Received {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Long> last = new TreeMap<>();
  private final Map<String, List<Integer>> keys = new TreeMap<>();
  private int repeats;

  synchronized void add(String message) {
    try {
      JsonNode entry = JSON.readTree(message);
      String source = entry.get("sourceId").asText();
      long number = entry.get("number").asLong();
      if (number <= last.getOrDefault(source, 0L)) {
        repeats++;
        return;
      }
      last.put(source, number);
      keys.computeIfAbsent(source, any -> new ArrayList<>())
          .add(Integer.parseInt(entry.at("/signal/vendorKey").asText()));
    } catch (Exception e) {
      throw new IllegalStateException("not the documented message: " + message, e);
    }
  }

  /** The headers repeat what is in the message, for those who do not look into it. */
  static void headersSaySo(ConsumerRecord<String, String> record) {
    try {
      JsonNode entry = JSON.readTree(record.value());
      assertThat(record.key()).isEqualTo(entry.get("sourceId").asText());
      assertThat(header(record, "watchfloor-number")).isEqualTo(entry.get("number").asText());
      assertThat(header(record, "watchfloor-type")).isEqualTo("signal");
      assertThat(header(record, "watchfloor-kind")).isEqualTo(MadePlugin.KIND);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  synchronized boolean hasAll(NumberedLoad load) {
    return keys.size() == load.sources().size()
        && keys.entrySet().stream()
            .allMatch(e -> e.getValue().size() >= load.acknowledged(e.getKey()));
  }

  /** Every acknowledged signal is there, none is missing before one that is there. */
  synchronized void verify(NumberedLoad load, String broker) {
    int sum = 0;
    for (String source : load.sources()) {
      List<Integer> got = keys.getOrDefault(source, List.of());
      for (int i = 0; i < got.size(); i++) {
        assertThat(got.get(i))
            .as("signal %d of %s at the receiver", i + 1, source)
            .isEqualTo(i + 1);
      }
      assertThat(got).as(source).hasSizeGreaterThanOrEqualTo(load.acknowledged(source));
      sum += got.size();
    }
    System.out.printf(
        "%s: %d acknowledged, %d received, %d repeats left out%n",
        broker, load.acknowledged(), sum, repeats);
  }
}
