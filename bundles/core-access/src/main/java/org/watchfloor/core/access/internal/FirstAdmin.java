package org.watchfloor.core.access.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;

/**
 * The file that tells the first administrator's secrets to whoever owns the machine. It is on disk
 * under another name before the user is committed to the store, and is renamed afterwards: a
 * process that is killed between leaves a user and a file that {@link #publish} finds at the next
 * start, or neither. Made by one thread; {@link #forget} is thread-safe.
 */
final class FirstAdmin {
  static final String PASSWORD = "password";
  static final String TOKEN = "token";

  private final Path directory;
  private final Path file;
  private final Path prepared;

  FirstAdmin(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("initial-admin.json");
    this.prepared = directory.resolve("initial-admin.json.prepared");
  }

  Path file() {
    return file;
  }

  /** Writes the secrets to disk, under the name that nobody reads yet. */
  void prepare(String user, String password, String token) {
    prepare(Json.bytes(Json.object().put("user", user).put(PASSWORD, password).put(TOKEN, token)));
  }

  private void prepare(byte[] json) {
    try {
      Files.createDirectories(directory, attributes("rwx------"));
      Files.deleteIfExists(prepared);
      try (FileChannel channel =
          FileChannel.open(
              prepared,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes("rw-------"))) {
        ByteBuffer bytes = ByteBuffer.wrap(json);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      sync();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + prepared + ": " + e, e);
    }
  }

  /**
   * Gives the prepared file its name, or deletes it if its token never came to the store: another
   * node has made the first administrator then, or the process ended before it had.
   *
   * @param known whether the store has a token
   * @return false if none is prepared, or what is prepared is void
   */
  boolean publish(Predicate<String> known) {
    try {
      if (!Files.exists(prepared)) {
        return false;
      }
      if (!inForce(known)) {
        Files.delete(prepared);
        sync();
        return false;
      }
      rename();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename " + prepared + " to " + file + ": " + e, e);
    }
  }

  /** What has no token is what {@link #forget} left of a file that was in force. */
  private boolean inForce(Predicate<String> known) throws IOException {
    try {
      return Json.parse(Files.readAllBytes(prepared)) instanceof ObjectNode told
          && (!told.has(TOKEN) || known.test(told.get(TOKEN).asText()));
    } catch (JsonFault cutShort) {
      return false; // the user is committed only after the whole file is on disk
    }
  }

  private void rename() throws IOException {
    Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync();
  }

  /**
   * Takes a secret that is void out of the file, and the file away with the last of them.
   *
   * @return false if the file or the secret is not there
   */
  synchronized boolean forget(String field) {
    try {
      if (!Files.exists(file)
          || !(Json.parse(Files.readAllBytes(file)) instanceof ObjectNode told)
          || told.remove(field) == null) {
        return false;
      }
      if (told.has(PASSWORD) || told.has(TOKEN)) {
        prepare(Json.bytes(told));
        rename();
      } else {
        Files.delete(file);
        sync();
      }
      return true;
    } catch (JsonFault e) {
      throw new UncheckedIOException(new IOException(file + " is no JSON: " + e.getMessage(), e));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change " + file + ": " + e, e);
    }
  }

  private boolean posix() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Windows: the folder's own access list holds. */
  private FileAttribute<?>[] attributes(String permissions) {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes names in the directory last through a power cut. */
  private void sync() throws IOException {
    if (posix()) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
