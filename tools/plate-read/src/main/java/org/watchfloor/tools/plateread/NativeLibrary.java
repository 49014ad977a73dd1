package org.watchfloor.tools.plateread;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.opencv.core.Core;

/** OpenCV's native library out of the jar, for a program without OSGi. Stateless. */
public final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * @throws IOException if the jar has none for this machine or it cannot be unpacked
   */
  public static void load() throws IOException {
    String name = System.mapLibraryName(Core.NATIVE_LIBRARY_NAME);
    String resource = "/nu/pattern/opencv/" + folder() + "/" + name;
    Path folder = Files.createTempDirectory("plate-read");
    Path file = folder.resolve(name);
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no OpenCV for this machine in the jar: " + resource);
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    // in this order: the folder goes last
    folder.toFile().deleteOnExit();
    file.toFile().deleteOnExit();
    System.load(file.toString());
    Core.setNumThreads(1);
  }

  private static String folder() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (os.contains("windows")) {
      return "windows/x86_64";
    }
    return os.contains("mac") ? "osx/ARMv8" : arm ? "linux/ARMv8" : "linux/x86_64";
  }
}
