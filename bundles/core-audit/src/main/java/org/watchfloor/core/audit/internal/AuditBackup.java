package org.watchfloor.core.audit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.watchfloor.core.api.backup.BackupPart;

/**
 * The audit log's share of a backup. The log only grows, so that whatever whole lines a copy finds
 * are the beginning of it; the chain of the copy is walked before it counts. Thread-safe.
 */
@Component(service = BackupPart.class)
public final class AuditBackup implements BackupPart {
  private static final int BUFFER = 1 << 16;

  private final Path directory;

  @Activate
  public AuditBackup() {
    this(Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "audit"));
  }

  AuditBackup(Path directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return "audit";
  }

  /** Late: it knows of every act whose effect another part has. */
  @Override
  public int order() {
    return 80;
  }

  @Override
  public String place() {
    return "audit";
  }

  @Override
  public Map<String, String> write(Path copy) throws IOException {
    for (Path file : LogFiles.list(directory)) {
      wholeLines(file, copy.resolve(file.getFileName()));
    }
    return figures(copy);
  }

  /** As much as was there when it began, without the line that is being written. */
  private static void wholeLines(Path file, Path copy) throws IOException {
    long length = Files.size(file);
    long whole = 0;
    LogFiles.create(copy);
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(copy, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER];
      long at = 0;
      for (int n = in.read(buffer); n > 0 && at < length; n = in.read(buffer)) {
        int wanted = (int) Math.min(n, length - at);
        for (int i = 0; i < wanted; i++) {
          whole = buffer[i] == '\n' ? at + i + 1 : whole;
        }
        out.write(buffer, 0, wanted);
        at += wanted;
      }
    }
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
  }

  @Override
  public Map<String, String> figures() throws IOException {
    return figures(directory);
  }

  private static Map<String, String> figures(Path directory) throws IOException {
    Chain chain = new Chain();
    List<Chain.Part> parts = new ArrayList<>();
    for (Path path : LogFiles.list(directory)) {
      parts.add(new Chain.Part(path, Files.size(path)));
    }
    // the end of the last line may be on its way
    Optional<String> fault = chain.walk(parts).filter(words -> !words.endsWith("the line is torn"));
    if (fault.isPresent()) {
      throw new IOException("the audit log does not hold: " + fault.get());
    }
    return Map.of("entries", String.valueOf(chain.number()), "head", chain.hash());
  }
}
