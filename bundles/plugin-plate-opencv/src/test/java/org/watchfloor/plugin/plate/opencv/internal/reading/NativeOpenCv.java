package org.watchfloor.plugin.plate.opencv.internal.reading;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.opencv.core.Core;

/** OpenCV's native library for a test without OSGi, out of lib-opencv's jar. */
public final class NativeOpenCv {
  private static boolean loaded;

  private NativeOpenCv() {}

  public static synchronized void load(Path folder) throws Exception {
    if (loaded) {
      return;
    }
    String name = System.mapLibraryName(Core.NATIVE_LIBRARY_NAME);
    String arch = System.getProperty("os.arch").equals("aarch64") ? "ARMv8" : "x86_64";
    Path file = folder.resolve(name);
    try (InputStream in =
        NativeOpenCv.class.getResourceAsStream("/nu/pattern/opencv/linux/" + arch + "/" + name)) {
      Assumptions.assumeTrue(in != null, "skipped: no OpenCV for this machine in lib-opencv");
      Files.copy(in, file);
    }
    System.load(file.toString());
    Core.setNumThreads(1);
    loaded = true;
  }
}
