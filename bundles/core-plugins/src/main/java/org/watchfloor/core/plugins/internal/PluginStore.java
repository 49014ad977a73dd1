package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.plugin.Plan;

/**
 * The installed plugins on disk: a folder each, with {@code plugin.json}, the bundle of each
 * version in {@code <slot>/bundle.jar}, and {@code pending.json} while an operation is under way.
 * Writing {@code plugin.json} is what decides: the operation has happened once it is there. Not for
 * several threads at once.
 */
final class PluginStore {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStore.class);
  private static final String RECORD = "plugin.json";
  private static final String PENDING = "pending.json";
  private static final String BUNDLE = "bundle.jar";

  private final Path folder;

  PluginStore(Path folder) {
    this.folder = folder;
  }

  /** Ids of all plugins with a folder, those with nothing but a pending operation included. */
  List<String> ids() throws IOException {
    TreeSet<String> ids = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isDirectory)) {
        for (Path one : all) {
          if (BundleFacts.ID.matcher(one.getFileName().toString()).matches()) {
            ids.add(one.getFileName().toString());
          }
        }
      }
    }
    return List.copyOf(ids);
  }

  /** All records that can be read, by id. */
  List<PluginRecord> records() throws IOException {
    List<PluginRecord> records = new ArrayList<>();
    for (String id : ids()) {
      try {
        record(id).ifPresent(records::add);
      } catch (IOException e) {
        LOG.error("{}", e.getMessage());
      }
    }
    return records;
  }

  /**
   * @throws IOException if it cannot be read, or is damaged
   */
  Optional<PluginRecord> record(String pluginId) throws IOException {
    Path file = folder.resolve(pluginId).resolve(RECORD);
    try {
      return Optional.of(RecordJson.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonFault e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** The operation that was under way when the center died. */
  Optional<Plan.Operation> pending(String pluginId) throws IOException {
    Path file = folder.resolve(pluginId).resolve(PENDING);
    try {
      JsonFields fields = JsonFields.of(Json.parse(Files.readAllBytes(file)), "");
      return Optional.of(fields.word("operation", Plan.Operation.class, fields.text("operation")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonFault e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  void begin(String pluginId, Plan.Operation operation) throws IOException {
    SafeFiles.createFolder(folder.resolve(pluginId));
    SafeFiles.write(
        folder.resolve(pluginId).resolve(PENDING),
        Json.bytes(Json.object().put("operation", Json.word(operation))));
  }

  /** Ends an operation, done or not; versions that no record speaks of go. */
  void end(String pluginId) throws IOException {
    Path own = folder.resolve(pluginId);
    Optional<PluginRecord> record = record(pluginId);
    List<String> kept =
        record.stream().flatMap(r -> r.versions().stream()).map(v -> "" + v.slot()).toList();
    if (Files.isDirectory(own)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(own, Files::isDirectory)) {
        for (Path slot : all) {
          if (!kept.contains(slot.getFileName().toString())) {
            SafeFiles.deleteTree(slot);
          }
        }
      }
      Files.deleteIfExists(own.resolve(PENDING));
      if (record.isEmpty()) {
        SafeFiles.deleteTree(own);
      }
      SafeFiles.sync(record.isEmpty() ? folder : own);
    }
  }

  /** Keeps a bundle; the record does not speak of it yet. */
  void keep(String pluginId, int slot, Path jar) throws IOException {
    Path own = folder.resolve(pluginId).resolve(String.valueOf(slot));
    SafeFiles.deleteTree(own);
    SafeFiles.createFolder(own);
    SafeFiles.copy(jar, own.resolve(BUNDLE));
  }

  void commit(PluginRecord record) throws IOException {
    SafeFiles.write(folder.resolve(record.pluginId()).resolve(RECORD), RecordJson.write(record));
  }

  void forget(String pluginId) throws IOException {
    Files.deleteIfExists(folder.resolve(pluginId).resolve(RECORD));
    SafeFiles.sync(folder.resolve(pluginId));
  }

  /**
   * The bundle of a version.
   *
   * @throws IOException if it is gone, or is not what was kept
   */
  Path bundle(String pluginId, InstalledVersion version) throws IOException {
    Path file = folder.resolve(pluginId).resolve(String.valueOf(version.slot())).resolve(BUNDLE);
    try (InputStream in = Files.newInputStream(file)) {
      if (!SafeFiles.sha256(in).equals(version.bundleSha256().toLowerCase(Locale.ROOT))) {
        throw new IOException(file + " is damaged: its SHA-256 is not that of what was installed");
      }
    }
    return file;
  }
}
