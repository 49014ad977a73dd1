package org.watchfloor.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** Checks one plugin: its jar and the folder that it was built from. Not thread-safe. */
public final class Lint {
  private final PluginJar jar;
  private final Path folder;
  private final List<Finding> findings = new ArrayList<>();

  private Lint(PluginJar jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
  }

  /**
   * @param jar the built bundle
   * @param folder with {@code README.md} and {@code quality.yml}
   * @throws IOException if the jar cannot be read
   */
  public static Report check(Path jar, Path folder) throws IOException {
    return new Lint(PluginJar.read(jar), folder.toAbsolutePath().normalize()).run();
  }

  private Report run() throws IOException {
    findings.addAll(ManifestRules.check(jar));
    Optional<Readme> readme = file("README.md").map(Readme::new);
    Optional<PluginInfo> info = info();
    info.ifPresent(this::kinds);
    if (readme.isPresent() && jar.metatypes().size() == 1) {
      String grade = info.map(i -> i.grade().name()).orElse("");
      findings.addAll(readme.get().check(grade, Metatype.of(jar.metatypes().get(0))));
    }
    Optional<Quality> quality = quality();
    quality.ifPresent(claims -> claims(claims, readme));
    return new Report(
        findings,
        quality.map(Quality::grade).orElse("none"),
        Lines.ofJava(folder.resolve("src/main/java")));
  }

  private Optional<PluginInfo> info() {
    try {
      return Optional.of(Described.info(jar));
    } catch (IOException e) {
      fail(
          "PKG-09",
          jar.file().getFileName().toString(),
          String.valueOf(e.getMessage()),
          "Register one @Component that implements one of them, with a public constructor without"
              + " parameters, and put its libraries inside the bundle");
      return Optional.empty();
    }
  }

  private void kinds(PluginInfo info) {
    for (KindDescriptor kind : info.kinds()) {
      for (String fault : Schemas.faults(kind)) {
        fail("KIND-01", "kind " + kind.kind(), fault, "Correct the KindDescriptor in info()");
      }
    }
  }

  private Optional<Quality> quality() {
    Optional<String> text = file(Quality.FILE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Quality quality = Quality.parse(text.get());
      findings.addAll(quality.findings());
      return Optional.of(quality);
    } catch (IOException e) {
      fail("QUAL-01", Quality.FILE, String.valueOf(e.getMessage()), "Copy that of another plugin");
      return Optional.empty();
    }
  }

  /** QUAL-02, the header, and QUAL-03: what is said to be done and is not. */
  private void claims(Quality quality, Optional<Readme> readme) {
    String header = jar.header("Watchfloor-Quality").orElse("none");
    if (!header.equals(quality.grade())) {
      fail(
          "QUAL-02",
          "Watchfloor-Quality",
          "the header says " + header + ", quality.yml makes " + quality.grade(),
          "Write \"Watchfloor-Quality: " + quality.grade() + "\" into bnd.bnd");
    }
    for (String line : readme.map(Readme::templateText).orElse(List.of())) {
      findings.add(
          new Finding(
              "DOC-03",
              quality.claims("readme"),
              "README.md " + line.substring(0, line.indexOf(':')),
              "text of the template is left: " + line.substring(line.indexOf(':') + 2),
              "Write it; until then quality.yml says readme: todo"));
    }
    for (String unproven : Claims.unproven(quality, folder)) {
      fail("QUAL-03", Quality.FILE, unproven, "Do it, or answer todo");
    }
  }

  private Optional<String> file(String name) {
    Path file = folder.resolve(name);
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      String rule = name.equals(Quality.FILE) ? "QUAL-01" : "DOC-01";
      fail(rule, name, "cannot be read: " + e, "Every plugin has one, in its own folder");
      return Optional.empty();
    }
  }

  private void fail(String rule, String where, String what, String remedy) {
    findings.add(Finding.failure(rule, where, what, remedy));
  }

  /** Counts lines of source. */
  private static final class Lines {
    private Lines() {}

    static int ofJava(Path sources) throws IOException {
      if (!Files.isDirectory(sources)) {
        return 0;
      }
      int lines = 0;
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          try (Stream<String> text = Files.lines(file)) {
            lines += (int) text.count();
          }
        }
      }
      return lines;
    }
  }
}
