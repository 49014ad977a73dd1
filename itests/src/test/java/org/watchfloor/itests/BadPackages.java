package org.watchfloor.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Packages that no center may take. */
final class BadPackages {
  private final Path folder;
  private final MadePlugin good;

  BadPackages(Path folder) throws IOException {
    this.folder = folder;
    this.good = MadePlugin.of("bad");
  }

  /** Each with what the refusal must say. */
  Map<Path, String> all() throws Exception {
    Map<Path, String> all = new LinkedHashMap<>();
    all.put(cutOff(), "no zip archive, or its end is missing");
    all.put(damaged(), "corrupt");
    all.put(otherApi(), "for the plugin API [2.0.0,3.0.0), this center has 1.");
    all.put(tooLarge(), "larger than 33,554,432 bytes");
    all.put(with("../../../etc/evil.cfg"), "\"../../../etc/evil.cfg\" leads out of the archive");
    all.put(
        kar("clash", good.header("Bundle-SymbolicName", "org.watchfloor.core-runtime")),
        "the symbolic name org.watchfloor.core-runtime is taken");
    all.put(
        kar("api-inside", good.entry("org/watchfloor/plugin/api/source/Source.class", new byte[8])),
        "a class of the center inside");
    all.put(
        kar("exports", good.header("Export-Package", "com.example;version=1")), "Export-Package");
    all.put(kar("taken-id", idOf("made-2")), "made-2 is installed from the bundle");
    return all;
  }

  /** A bundle of another name that claims the id of an installed plugin. */
  private static MadePlugin idOf(String id) throws IOException {
    return MadePlugin.of(id).header("Bundle-SymbolicName", "com.example.made.thief");
  }

  private Path kar(String name, MadePlugin plugin) throws IOException {
    Path own = Files.createDirectories(folder.resolve("bad-" + name));
    return plugin.kar(own, "1.0.0");
  }

  private Path cutOff() throws IOException {
    byte[] bytes = Files.readAllBytes(kar("cut-off", good));
    return Files.write(folder.resolve("cut-off.kar"), Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** One byte in the middle of the bundle inside is another. */
  private Path damaged() throws IOException {
    byte[] bytes = Files.readAllBytes(kar("damaged", good));
    bytes[bytes.length / 2] ^= 0x55;
    return Files.write(folder.resolve("damaged.kar"), bytes);
  }

  Path otherApi() throws IOException {
    return kar(
        "api",
        good.header(
            "Import-Package",
            "org.watchfloor.plugin.api.source;version=\"[2.0,3)\","
                + "org.watchfloor.plugin.api.signal;version=\"[2.0,3)\""));
  }

  private Path tooLarge() throws IOException {
    Path file = folder.resolve("too-large.kar");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((32L << 20) + 1);
    }
    return file;
  }

  private Path with(String entry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(kar("escape", good)));
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry one = in.getNextEntry(); one != null; one = in.getNextEntry()) {
        to.putNextEntry(new ZipEntry(one.getName()));
        in.transferTo(to);
        to.closeEntry();
      }
      to.putNextEntry(new ZipEntry(entry));
      to.closeEntry();
    }
    return Files.write(folder.resolve("escape.kar"), out.toByteArray());
  }
}
