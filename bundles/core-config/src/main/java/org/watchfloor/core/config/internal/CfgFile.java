package org.watchfloor.core.config.internal;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.felix.utils.properties.Properties;

/**
 * The lines of one {@code .cfg} file. What is not changed stays as a person has written it:
 * comments, blank lines, the order of keys, the way that a value is escaped. Not thread-safe.
 */
final class CfgFile {
  private final List<Item> items = new ArrayList<>();
  private final List<String> tail = new ArrayList<>();
  private final String newLine;
  private boolean typed;

  /**
   * One key with the comments before it.
   *
   * @param lines that it takes, without the backslashes that join them
   */
  private record Item(List<String> comments, List<String> lines, String key, String raw) {}

  private CfgFile(String newLine) {
    this.newLine = newLine;
  }

  static CfgFile empty() {
    return new CfgFile("\n");
  }

  /**
   * @throws IOException if File Install could not read it either; the message says why
   */
  static CfgFile parse(String text) throws IOException {
    CfgFile file = new CfgFile(text.contains("\r\n") ? "\r\n" : "\n");
    boolean allTyped = true;
    try (Properties.PropertiesReader reader =
        new Properties.PropertiesReader(new StringReader(text), false)) {
      while (reader.nextProperty()) {
        file.items.add(
            new Item(
                List.copyOf(reader.getCommentLines()),
                List.copyOf(reader.getValueLines()),
                reader.getPropertyName(),
                reader.getPropertyValue()));
        allTyped &= CfgText.looksTyped(reader.getPropertyValue());
      }
      file.tail.addAll(reader.getCommentLines());
    } catch (RuntimeException e) {
      throw new IOException("it cannot be read: " + e.getMessage(), e);
    }
    file.typed = allTyped && !file.items.isEmpty();
    return file;
  }

  /** Values by key, in the order of the file; of a key that is there twice, the last. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Item item : items) {
      values.put(item.key(), value(item));
    }
    return values;
  }

  /** What File Install cannot read is shown as it stands, so that somebody can correct it. */
  private String value(Item item) {
    try {
      return typed ? CfgText.decodeTyped(item.raw()) : CfgText.decode(item.raw());
    } catch (IOException | RuntimeException e) {
      return item.raw();
    }
  }

  /**
   * Sets values. Comments of a key that is taken out stay.
   *
   * @param own keys that the values are all of; others stay as they are
   */
  void set(Map<String, String> values, Predicate<String> own) {
    Map<String, String> old = values();
    Map<String, Item> last = new LinkedHashMap<>();
    items.forEach(item -> last.put(item.key(), item));
    List<Item> next = new ArrayList<>();
    List<String> orphans = new ArrayList<>();
    for (Item item : items) {
      boolean gone = own.test(item.key()) && !values.containsKey(item.key());
      orphans.addAll(item.comments());
      if (gone || last.get(item.key()) != item) {
        continue;
      }
      String was = String.valueOf(old.get(item.key()));
      String value = own.test(item.key()) ? String.valueOf(values.get(item.key())) : was;
      next.add(with(item, orphans, value.equals(was) && !typed, value));
      orphans = new ArrayList<>();
    }
    tail.addAll(0, orphans);
    items.clear();
    items.addAll(next);
    typed = false;
    append(values, old);
  }

  private static Item with(Item item, List<String> comments, boolean same, String value) {
    return same
        ? new Item(comments, item.lines(), item.key(), item.raw())
        : item(comments, item.key(), value);
  }

  private static Item item(List<String> comments, String key, String value) {
    String raw = CfgText.encode(value);
    return new Item(comments, List.of(key + " = " + raw), key, raw);
  }

  private void append(Map<String, String> values, Map<String, String> old) {
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (!old.containsKey(entry.getKey())) {
        items.add(item(List.copyOf(tail), entry.getKey(), entry.getValue()));
        tail.clear(); // comments at the end stay before what is added
      }
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Item item : items) {
      item.comments().forEach(comment -> text.append(comment).append(newLine));
      text.append(String.join("\\" + newLine, item.lines())).append(newLine);
    }
    tail.forEach(comment -> text.append(comment).append(newLine));
    return text.toString();
  }
}
