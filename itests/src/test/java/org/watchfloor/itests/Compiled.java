package org.watchfloor.itests;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java source of a test, compiled by the JDK. */
final class Compiled {
  private Compiled() {}

  /**
   * @param libraries a class of each jar or folder that it is compiled against
   * @return class files by name of their entry in a jar
   */
  static Map<String, byte[]> of(String name, String source, Class<?>... libraries)
      throws IOException {
    Path folder = Files.createTempDirectory("compiled");
    try {
      Path file = Files.writeString(folder.resolve(name + ".java"), source);
      String path =
          Arrays.stream(libraries)
              .map(c -> c.getProtectionDomain().getCodeSource().getLocation().getPath())
              .collect(Collectors.joining(File.pathSeparator));
      StringWriter said = new StringWriter();
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
        List<String> options =
            List.of("-d", folder.toString(), "-proc:none", "--release", "17", "-cp", path);
        if (!compiler
            .getTask(said, files, null, options, null, files.getJavaFileObjects(file.toFile()))
            .call()) {
          throw new IllegalStateException(said.toString());
        }
      }
      return classes(folder);
    } finally {
      delete(folder);
    }
  }

  private static Map<String, byte[]> classes(Path folder) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        all.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return all;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
