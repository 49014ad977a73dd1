package org.watchfloor.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an author of a plugin has: our API, toolkit, kit, linter and archetype as the build has just
 * made them, in a local Maven repository of the test's own. Everything of others in it is a link
 * into the user's repository, so that nothing is copied or fetched twice, and nothing of ours gets
 * there.
 */
final class Sdk {
  private static final Path ROOT =
      Path.of(System.getProperty("watchfloor.root", "..")).toAbsolutePath().normalize();
  private static final String VERSION = System.getProperty("watchfloor.version");
  private static final long PATIENCE_MINUTES = 5;

  private final Path folder;
  private final Path repository;

  private Sdk(Path folder) {
    this.folder = folder;
    this.repository = folder.resolve("repository");
  }

  /** Stages it in a folder that is emptied first. */
  static Sdk stage(String name) throws IOException {
    Sdk sdk = new Sdk(Path.of("target", "sdk", name).toAbsolutePath());
    delete(sdk.folder);
    sdk.linkWhatIsOfOthers();
    sdk.take(ROOT.resolve("pom.xml"), "watchfloor", VERSION);
    sdk.take(ROOT.resolve("bundles/pom.xml"), "bundles", VERSION);
    sdk.take(ROOT.resolve("plugin-api"), System.getProperty("watchfloor.plugin-api.version"));
    for (String tool :
        List.of("plugin-toolkit", "plugin-testkit", "plugin-lint", "plugin-archetype")) {
      sdk.take(ROOT.resolve("tools").resolve(tool), VERSION);
    }
    return sdk;
  }

  private void linkWhatIsOfOthers() throws IOException {
    Path theirs = Path.of(System.getProperty("watchfloor.maven.repository"));
    Files.createDirectories(repository.resolve("org"));
    link(theirs, repository, "org");
    link(theirs.resolve("org"), repository.resolve("org"), "watchfloor");
  }

  private static void link(Path from, Path to, String except) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      for (Path one : all.toList()) {
        if (Files.isDirectory(one) && !one.getFileName().toString().equals(except)) {
          Files.createSymbolicLink(to.resolve(one.getFileName()), one.toAbsolutePath());
        }
      }
    }
  }

  private void take(Path module, String version) throws IOException {
    String name = module.getFileName().toString();
    take(module.resolve("pom.xml"), name, version);
    Path jar = module.resolve("target").resolve(name + "-" + version + ".jar");
    Files.copy(jar, place(name, version).resolve(jar.getFileName()));
  }

  private void take(Path pom, String name, String version) throws IOException {
    Path place = Files.createDirectories(place(name, version));
    Files.copy(pom, place.resolve(name + "-" + version + ".pom"));
  }

  private Path place(String name, String version) {
    return repository.resolve("org/watchfloor").resolve(name).resolve(version);
  }

  /** A new folder beside the repository. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** A project of the tree, without what was built of it; with the owners of the tree. */
  Path copy(String project) throws IOException {
    copy(ROOT.resolve("CODEOWNERS"), folder.resolve("CODEOWNERS"));
    Path to = folder.resolve(project);
    copy(ROOT.resolve(project), to);
    return to;
  }

  /** The files of the tree that {@code tools/dev/new-plugin} writes to, and what it needs. */
  Path copyOfTheTree() throws IOException {
    Path tree = folder.resolve("tree");
    for (String part :
        List.of(
            "pom.xml",
            "CODEOWNERS",
            "CHANGELOG.md",
            ".mvn",
            "bundles/pom.xml",
            "features/pom.xml",
            "features/src",
            "karaf-assembly/pom.xml",
            "tools/dev")) {
      copy(ROOT.resolve(part), tree.resolve(part));
    }
    return tree;
  }

  private static void copy(Path given, Path to) throws IOException {
    Path from = given.toRealPath();
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path relative = from.relativize(one);
        Path target = relative.toString().isEmpty() ? to : to.resolve(relative);
        if (relative.startsWith("target")) {
          continue;
        }
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(one, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** Runs {@code tools/dev/new-plugin} of our tree, or of another. */
  String newPlugin(Path tree, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(tree.resolve("tools/dev/new-plugin").toString());
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  static Path tree() {
    return ROOT;
  }

  /** Runs Maven in a project; what it said. */
  String maven(Path project, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("mvn");
    command.addAll(List.of("-B", "-ntp"));
    command.addAll(options());
    command.addAll(List.of(arguments));
    return run(project, command);
  }

  private List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("-Dmaven.repo.local=" + repository);
    // which of their repositories a file came from does not matter here
    options.add("-Daether.enhancedLocalRepository.trackingFilename=none");
    if ("offline true".equals(System.getProperty("watchfloor.maven.offline"))) {
      options.add("-o");
    }
    return options;
  }

  private String run(Path in, List<String> command) throws Exception {
    Path said = Files.createTempFile(folder, "said", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    Map<String, String> environment = builder.environment();
    String home = System.getProperty("watchfloor.maven.home", "");
    if (!home.isEmpty()) {
      environment.merge("PATH", home + "/bin", (path, bin) -> bin + ":" + path);
    }
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("MAVEN_ARGS", String.join(" ", options()));
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String text = Files.readString(said, StandardCharsets.UTF_8);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(
          command + (ended ? " ended with " + process.exitValue() : " did not end") + ":\n" + text);
    }
    return text;
  }

  /** The bundle that a project has built. */
  static Path jar(Path project) throws IOException {
    String name = project.getFileName() + "-[0-9].*\\.jar";
    try (Stream<Path> files = Files.list(project.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .findFirst()
          .orElseThrow(() -> new IOException(project + " has built no jar"));
    }
  }

  /** Links are removed, not what they lead to. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
