package org.watchfloor.console.rest.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Body;

/** A large body in a file of its own that only the center can read; gone when it is discarded. */
final class KeptInFile implements Kept {
  private static final Logger LOG = LoggerFactory.getLogger(KeptInFile.class);
  private static final String PREFIX = "watchfloor-upload-";

  private final Path folder;
  private @Nullable Path file;
  private @Nullable OutputStream out;
  private int size;

  /**
   * @param folder that exists
   */
  KeptInFile(Path folder) {
    this.folder = folder;
  }

  /** Of the process; Karaf has one in its data folder. */
  static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir", "."));
  }

  /** Removes what a process that was killed has left. */
  static void clean(Path folder) {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path path : left) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("uploads that were broken off are still in {}", folder, e);
    }
  }

  @Override
  public void add(byte[] buffer, int length) throws IOException {
    if (out == null) {
      file = Files.createTempFile(folder, PREFIX, ".part"); // for its owner only
      out = Files.newOutputStream(file);
    }
    out.write(buffer, 0, length);
    size += length;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Body whole() throws IOException {
    if (out == null || file == null) {
      return Body.NONE;
    }
    out.close();
    return Body.of(file);
  }

  @Override
  public void discard() {
    size = 0;
    try {
      if (out != null) {
        out.close();
      }
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("{} of an upload is still there", file, e);
    }
  }
}
