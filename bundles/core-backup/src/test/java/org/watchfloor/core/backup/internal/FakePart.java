package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.watchfloor.core.api.backup.BackupPart;

/** A part that holds one text. */
class FakePart implements BackupPart {
  private final String name;
  private final int order;
  volatile String text;

  FakePart(String name, int order, String text) {
    this.name = name;
    this.order = order;
    this.text = text;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public Map<String, String> write(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("deep"));
    Files.writeString(directory.resolve("deep/text"), text);
    return figures();
  }

  @Override
  public String place() {
    return name;
  }

  @Override
  public Map<String, String> figures() {
    return Map.of("length", String.valueOf(text.length()), "text", text);
  }
}
