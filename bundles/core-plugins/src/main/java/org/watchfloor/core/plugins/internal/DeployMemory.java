package org.watchfloor.core.plugins.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/**
 * Which files of the deploy folder have been dealt with. Without it each start would bring back
 * what an administrator has rolled back or removed since. For one thread.
 */
final class DeployMemory {
  private static final Logger LOG = LoggerFactory.getLogger(DeployMemory.class);

  private final Path folder;
  private final Path file;
  private final Map<String, String> seen = new TreeMap<>();

  /**
   * @param folder of what is remembered
   * @param deploy the deploy folder; what is not there any more is forgotten
   */
  DeployMemory(Path folder, Path deploy) {
    this.folder = folder;
    this.file = folder.resolve(".deploy.json");
    try {
      JsonFields fields = JsonFields.of(Json.parse(Files.readAllBytes(file)), "");
      for (String name : fields.names()) {
        if (Files.exists(deploy.resolve(name).normalize())) {
          seen.put(name, fields.text(name));
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("nothing was ever deployed");
    } catch (IOException | JsonFault e) {
      LOG.error("{} cannot be read; the deploy folder is gone through anew", file, e);
    }
  }

  /** A file as it is now. */
  record Seen(String name, String state) {}

  Seen look(Path path) throws IOException {
    return new Seen(
        String.valueOf(path.getFileName()),
        SafeFiles.sha256(path) + " " + Files.getLastModifiedTime(path).toMillis());
  }

  boolean knows(Seen one) {
    return one.state().equals(seen.get(one.name()));
  }

  void keep(Seen one) throws IOException {
    seen.put(one.name(), one.state());
    write();
  }

  void forget(Path path) {
    if (seen.remove(String.valueOf(path.getFileName())) != null) {
      try {
        write();
      } catch (IOException e) {
        LOG.error("{} cannot be written", file, e);
      }
    }
  }

  private void write() throws IOException {
    ObjectNode node = Json.object();
    seen.forEach(node::put);
    SafeFiles.createFolder(folder);
    SafeFiles.write(file, Json.bytes(node));
  }
}
