package org.watchfloor.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages as the command line makes them, looked at with the JDK's own tools. */
class MainTest {
  @TempDir Path folder;
  private Path bundle;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void makeBundle() throws Exception {
    bundle = folder.resolve("gauge.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.example.plugin-gauge");
    manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
    try (OutputStream file = Files.newOutputStream(bundle);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("META-INF/maven/com.example/plugin-gauge/pom.properties"));
      out.write("groupId=com.example\nartifactId=plugin-gauge\nversion=1.0.0\n".getBytes());
    }
  }

  private int run(String... arguments) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(arguments, out, out);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private String entry(Path kar, String name) throws Exception {
    try (JarFile jar = new JarFile(kar.toFile());
        InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFewWordsAreADescription() throws Exception {
    Path kar = folder.resolve("gauge.kar");
    assertThat(
            run(
                "--bundle", bundle.toString(),
                "--out", kar.toString(),
                "--publisher", "Example \"Devices\"",
                "--grade", "D",
                "--permission", "connect config:address asks the gauge"))
        .as(said())
        .isZero();
    assertThat(entry(kar, PluginPackager.DESCRIPTION))
        .contains("\"publisher\": \"Example \\\"Devices\\\"\"")
        .contains("\"reason\": \"asks the gauge\"");
    assertThat(
            entry(kar, "repository/com/example/plugin-gauge/1.0.0/plugin-gauge-1.0.0-features.xml"))
        .contains("mvn:com.example/plugin-gauge/1.0.0");
    try (JarFile jar = new JarFile(kar.toFile());
        InputStream in =
            jar.getInputStream(
                jar.getEntry("repository/com/example/plugin-gauge/1.0.0/plugin-gauge-1.0.0.jar"))) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(bundle));
    }
    byte[] first = Files.readAllBytes(kar);
    run(
        "--bundle",
        bundle.toString(),
        "--out",
        kar.toString(),
        "--publisher",
        "Example \"Devices\"",
        "--grade",
        "D",
        "--permission",
        "connect config:address asks the gauge");
    assertThat(Files.readAllBytes(kar)).as("made again").isEqualTo(first);
  }

  @Test
  void aSignedOneIsVerifiedByTheJdk() throws Exception {
    Path keys = folder.resolve("publisher.p12");
    assertThat(
            tool(
                "keytool",
                "-genkeypair",
                "-alias",
                "publisher",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Example",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                "a-password"))
        .isZero();
    Path password = Files.writeString(folder.resolve("password"), "a-password\n");
    Path kar = folder.resolve("gauge.kar");
    assertThat(
            run(
                "--bundle", bundle.toString(),
                "--out", kar.toString(),
                "--publisher", "Example",
                "--grade", "D",
                "--keystore", keys.toString(),
                "--password-file", password.toString()))
        .as(said())
        .isZero();
    assertThat(tool("jarsigner", "-verify", kar.toString())).isZero();
    assertThat(said()).doesNotContain("a-password");
    assertThat(
            run(
                "--bundle", bundle.toString(),
                "--out", kar.toString(),
                "--publisher", "Example",
                "--grade", "D",
                "--keystore", keys.toString(),
                "--alias", "nobody",
                "--password-file", password.toString()))
        .isEqualTo(1);
    assertThat(said()).contains("no key of the name \"nobody\"");
  }

  private static int tool(String name, String... arguments) throws Exception {
    java.util.List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
    command.addAll(java.util.List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertThat(run("--bundle")).isEqualTo(2);
    assertThat(run("--nonsense", "x")).isEqualTo(2);
    assertThat(said()).contains("--bundle needs a value").contains("unknown: --nonsense");
    Path kar = folder.resolve("gauge.kar");
    assertThat(run("--bundle", bundle.toString(), "--out", kar.toString())).isEqualTo(1);
    assertThat(said()).contains("give --description, or --publisher and --grade");
    assertThat(
            run(
                "--bundle",
                bundle.toString(),
                "--out",
                kar.toString(),
                "--publisher",
                "x",
                "--grade",
                "D",
                "--permission",
                "connect"))
        .isEqualTo(2);
    assertThat(said()).contains("is not kind, value and reason");
    assertThat(run("--bundle", folder.resolve("none.jar").toString(), "--out", kar.toString()))
        .isEqualTo(1);
  }
}
