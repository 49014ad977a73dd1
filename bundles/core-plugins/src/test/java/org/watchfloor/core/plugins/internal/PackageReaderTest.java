package org.watchfloor.core.plugins.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Permission;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.plugin.PluginPackage.Signature;

/** Packages are taken for what they are, or refused with the reason, and leave nothing behind. */
class PackageReaderTest {
  private static final PackageLimits LIMITS = PackageLimits.ofMib(1);
  private static final RunningApi API =
      new RunningApi(
          Version.valueOf("1.2.0"),
          Map.of(
              "org.watchfloor.plugin.api.source", Version.valueOf("1.2.0"),
              "org.watchfloor.plugin.api.signal", Version.valueOf("1.0.0")));

  @TempDir Path folder;
  private Staging staging;
  private Path publishers;
  private Path system;

  @BeforeEach
  void folders() throws Exception {
    staging = new Staging(folder.resolve("incoming"));
    publishers = folder.resolve("publishers");
    system = Files.createDirectories(folder.resolve("system"));
  }

  private PluginPackage read(byte[] bytes) throws Exception {
    return read(bytes, LIMITS, Clock.systemUTC());
  }

  private PluginPackage read(byte[] bytes, PackageLimits limits, Clock clock) throws Exception {
    Staging.Staged staged = staging.take(new ByteArrayInputStream(bytes), limits);
    try {
      return new PackageReader(() -> API, new Publishers(publishers, clock), new Shipped(system))
          .read(staged.file(), staged.sha256(), limits)
          .content();
    } finally {
      staging.discard(staged.id());
      assertThat(left()).isEmpty();
    }
  }

  private List<Path> left() throws Exception {
    Path incoming = folder.resolve("incoming");
    if (!Files.exists(incoming)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(incoming)) {
      return files.toList();
    }
  }

  private void refused(byte[] bytes, String... words) throws Exception {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(PackageRefused.class)
        .message()
        .contains(words);
    assertThat(left()).isEmpty();
  }

  private static Jars gauge() {
    return Jars.plugin("river-gauge", "1.4.0");
  }

  @Test
  void aPackageSaysWhatItIsAndWhatItAsksFor() throws Exception {
    PluginPackage content = read(gauge().header("Watchfloor-Quality", "silver").kar());
    assertThat(content.pluginId()).isEqualTo("river-gauge");
    assertThat(content.version()).isEqualTo("1.4.0");
    assertThat(content.bundle()).isEqualTo("com.example.plugin-river-gauge");
    assertThat(content.publisher()).isEqualTo("Example Devices");
    assertThat(content.grade()).isEqualTo("D");
    assertThat(content.quality()).isEqualTo("silver");
    assertThat(content.apiVersion()).isEqualTo("1.0.0");
    assertThat(content.signature()).isEqualTo(Signature.UNSIGNED);
    assertThat(content.permissions())
        .containsExactly(new Permission(Permission.Kind.CONNECT, "config:address", "the gauge"));
    assertThat(content.sha256()).hasSize(64);
  }

  @Test
  void aBundleAloneIsAnUnsignedPackage() throws Exception {
    PluginPackage content = read(gauge().bytes());
    assertThat(content.pluginId()).isEqualTo("river-gauge");
    assertThat(content.publisher()).isEqualTo("Example");
    assertThat(content.grade()).isEmpty();
    assertThat(content.signature()).isEqualTo(Signature.UNSIGNED);
  }

  @Test
  void whatTheDistributionBringsIsShipped() throws Exception {
    Files.write(system.resolve("plugin-river-gauge-1.4.0.jar"), gauge().bytes());
    assertThat(read(gauge().bytes()).signature()).isEqualTo(Signature.SHIPPED);
    assertThat(read(gauge().kar()).signature()).isEqualTo(Signature.SHIPPED);
    assertThat(read(gauge().header("Bundle-Vendor", "Examplf").bytes()).signature())
        .isEqualTo(Signature.UNSIGNED);
  }

  @Test
  void aSignatureCountsOnceItsPublisherIsTrusted() throws Exception {
    Keys publisher = Keys.make(folder, "publisher");
    byte[] signed = publisher.sign(gauge().kar());
    PluginPackage unknown = read(signed);
    assertThat(unknown.signature()).isEqualTo(Signature.UNKNOWN_SIGNER);
    assertThat(unknown.signer()).contains("CN=publisher").contains("SHA-256");

    Keys.make(folder, "another").trust(publishers);
    assertThat(read(signed).signature()).isEqualTo(Signature.UNKNOWN_SIGNER);

    publisher.trust(publishers);
    assertThat(read(signed).signature()).isEqualTo(Signature.TRUSTED);
    assertThat(read(publisher.sign(gauge().bytes())).signature()).isEqualTo(Signature.TRUSTED);

    Clock later = Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);
    PluginPackage expired = read(signed, LIMITS, later);
    assertThat(expired.signature()).isEqualTo(Signature.UNKNOWN_SIGNER);
    assertThat(expired.signer()).contains("valid from");
  }

  @Test
  void aNameThatIsNoCertificateTrustsNobody() throws Exception {
    Files.createDirectories(publishers);
    Files.writeString(publishers.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nnone");
    Keys publisher = Keys.make(folder, "publisher");
    assertThat(read(publisher.sign(gauge().kar())).signature()).isEqualTo(Signature.UNKNOWN_SIGNER);
  }

  @Test
  void whatWasChangedAfterSigningIsRefused() throws Exception {
    Keys publisher = Keys.make(folder, "publisher");
    publisher.trust(publishers);
    byte[] signed = publisher.sign(gauge().kar());
    refused(
        Jars.changed(
            signed,
            all -> {
              all.put(PackageDescription.ENTRY, "{\"schema\":1}".getBytes(StandardCharsets.UTF_8));
              return all;
            }),
        "changed after it was signed");
    refused(
        Jars.changed(
            signed,
            all -> {
              all.put("more.txt", new byte[] {1});
              return all;
            }),
        "more.txt was added after");
    refused(
        Jars.changed(
            signed,
            all -> {
              all.keySet().removeIf(name -> name.endsWith("-features.xml"));
              return all;
            }),
        "taken out after");
    byte[] stripped =
        Jars.changed(
            signed,
            all -> {
              all.keySet().removeIf(name -> name.matches("META-INF/PUBLISHR.*"));
              return all;
            });
    assertThat(read(stripped).signature()).isEqualTo(Signature.UNSIGNED);
  }

  @Test
  void twoSignersAreOneTooMany() throws Exception {
    byte[] once = Keys.make(folder, "one").sign(gauge().kar());
    byte[] renamed =
        Jars.changed(
            once,
            all -> {
              Map<String, byte[]> other = new java.util.LinkedHashMap<>();
              all.forEach((name, bytes) -> other.put(name.replace("PUBLISHR", "FIRST"), bytes));
              return other;
            });
    refused(Keys.make(folder, "two").sign(renamed), "signed by more than one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.txt", "a/../../evil.txt", "/etc/passwd", "a\\b", "C:evil", "a//b", "./a"})
  void anEntryThatLeadsOutIsRefused(String name) throws Exception {
    byte[] kar =
        Jars.changed(
            gauge().kar(),
            all -> {
              all.put(name, new byte[] {1});
              return all;
            });
    refused(kar, "the entry \"" + name + "\"");
    refused(gauge().entry(name, "x").bytes(), "the entry \"" + name + "\"");
    refused(gauge().entry(name, "x").kar(), "the bundle inside", name);
  }

  @Test
  void symbolicLinksAreRefused() throws Exception {
    byte[] kar = gauge().entry("link", "/etc/passwd").bytes();
    int central = indexOf(kar, new byte[] {'P', 'K', 1, 2}, indexOfName(kar, "link", true) - 60);
    // external attributes: a UNIX mode in the upper half, APPNOTE 4.4.15
    kar[central + 40] = (byte) (0120777 & 0xff);
    kar[central + 41] = (byte) (0120777 >> 8);
    refused(kar, "link is a symbolic link");
  }

  @Test
  void theSameEntryTwiceIsRefused() throws Exception {
    byte[] kar = gauge().entry("one.txt", "x").entry("two.txt", "y").bytes();
    replace(kar, "two.txt", "one.txt");
    refused(kar, "one.txt twice");
    byte[] manifest = gauge().entry("META-INF/manifest.xx", "x").bytes();
    replace(manifest, "META-INF/manifest.xx", "META-INF/manifest.mf");
    refused(manifest, "twice");
  }

  @Test
  void aNameThatDiffersInFrontOfTheBytesIsRefused() throws Exception {
    byte[] kar = gauge().entry("one.txt", "x").bytes();
    int first = indexOf(kar, "one.txt".getBytes(StandardCharsets.UTF_8), 0);
    kar[first] = 'x';
    refused(kar, "under another name");
  }

  @Test
  void tooMuchIsRefused() throws Exception {
    refused(new byte[(1 << 20) + 1], "larger than 1,048,576 bytes", "package.max.mib");
    Jars many = gauge();
    for (int i = 0; i < 2_000; i++) {
      many.entry("e" + i, "");
    }
    refused(many.bytes(), "2002 entries");
    refused(gauge().entry("bomb", "0".repeat(2 << 20)).bytes(), "bomb unpacks from");
    StringBuilder text = new StringBuilder();
    Random random = new Random(7);
    while (text.length() < 950_000) {
      text.append(Integer.toString(random.nextInt(10), 36))
          .append(text.length() % 7 == 0 ? "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" : "");
    }
    Jars much = gauge();
    for (int i = 0; i < 9; i++) {
      much.entry("m" + i, text.toString());
    }
    assertThatThrownBy(
            () -> read(much.bytes(), new PackageLimits(8 << 20, 2_000, 8 << 20), Clock.systemUTC()))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("unpacks to");
  }

  @Test
  void overlappingEntriesAreRefused() throws Exception {
    byte[] kar = gauge().entry("one.txt", "x").entry("two.txt", "y").bytes();
    int one = indexOf(kar, new byte[] {'P', 'K', 1, 2}, indexOfName(kar, "one.txt", true) - 60);
    int two = indexOf(kar, new byte[] {'P', 'K', 1, 2}, indexOfName(kar, "two.txt", true) - 60);
    replace(kar, "two.txt", "one.txt");
    System.arraycopy(kar, one + 42, kar, two + 42, 4);
    refused(kar, "does not lie where it should");
  }

  @Test
  void anArchiveThatIsNoPackageIsRefused() throws Exception {
    refused(new byte[0], "no zip archive");
    refused("not a zip".getBytes(StandardCharsets.UTF_8), "no zip archive");
    byte[] kar = gauge().kar();
    refused(java.util.Arrays.copyOf(kar, kar.length / 2), "no zip archive");
    refused(java.util.Arrays.copyOfRange(kar, 100, kar.length), "corrupt");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    refused(out.toByteArray(), "holds none");
  }

  @Test
  void aChecksumThatDoesNotFitIsRefused() throws Exception {
    byte[] kar = gauge().entry("stored.txt", "x").bytes();
    int central =
        indexOf(kar, new byte[] {'P', 'K', 1, 2}, indexOfName(kar, "stored.txt", true) - 60);
    kar[central + 16] ^= 1;
    refused(kar, "corrupt");
  }

  @Test
  void twoBundlesAreRefused() throws Exception {
    byte[] kar =
        Jars.changed(
            gauge().kar(),
            all -> {
              all.put("repository/com/other/other.jar", Jars.plugin("other", "1.0.0").bytes());
              return all;
            });
    refused(kar, "holds one bundle");
    byte[] elsewhere =
        Jars.changed(
            gauge().kar(),
            all -> {
              Map<String, byte[]> other = new TreeMap<>();
              all.forEach(
                  (name, bytes) -> other.put(name.replace("repository/", "bundles/"), bytes));
              return other;
            });
    refused(elsewhere, "holds one bundle");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Export-Package|com.example|could be wired to it",
        "Fragment-Host|org.watchfloor.core-runtime|part of another bundle",
        "Require-Bundle|org.watchfloor.core-api|instead of packages",
        "DynamicImport-Package|*|only while it runs",
        "Bundle-Activator|com.example.Activator|is a component",
        "Import-Package|org.watchfloor.core.api.bus;version=\"[1,2)\"|may import",
        "Import-Package|org.watchfloor.plugin.api.source;version=\"[2.0,3)\"|for the plugin API [2.0.0,3.0.0), this center has 1.2.0",
        "Import-Package|org.watchfloor.plugin.api.source;version=\"[1.3,2)\"|for the plugin API [1.3.0,2.0.0), this center has 1.2.0",
        "Import-Package|org.watchfloor.plugin.api.audio;version=\"[1.0,2)\"|does not have",
        "Import-Package|org.watchfloor.plugin.api.source|does not say which version",
        "Import-Package|org.watchfloor.plugin.api.source;version=\"x\"|which is none",
        "Import-Package|org.slf4j|is no plugin",
        "Import-Package|a,,b|empty clause",
        "Import-Package|a;version=\"1|never ends",
        "Bundle-SymbolicName|../evil|no OSGi bundle",
        "Bundle-Version|one|no version",
        "Bundle-ManifestVersion|1|Bundle-ManifestVersion 2",
      })
  void aBundleThatWouldReachFurtherIsRefused(String header, String value, String reason)
      throws Exception {
    refused(gauge().header(header, value).bytes(), reason);
    if (!value.startsWith("..")) { // no tool makes a package of that name
      refused(gauge().header(header, value).kar(), reason);
    }
  }

  @Test
  void aBundleWithClassesOfOursIsRefused() throws Exception {
    refused(
        gauge().entry("org/watchfloor/plugin/api/source/Source.class", "x").bytes(),
        "class of the center");
    refused(
        gauge().entry("org/watchfloor/core/api/bus/AlertBus.class", "x").bytes(),
        "class of the center");
    refused(gauge().entry("java/lang/Object.class", "x").bytes(), "classes of the JDK");
    read(gauge().entry("org/watchfloor/toolkit/json/JsonObject.class", "x").bytes());
    read(gauge().entry("org/watchfloor/plugin/river/internal/A.class", "x").bytes());
  }

  @Test
  void aBundleWithNoPluginOrSeveralIsRefused() throws Exception {
    refused(
        gauge().entry("OSGI-INF/metatype/com.example.Config.xml", "<MetaData/>").bytes(),
        "no component");
    refused(
        gauge()
            .entry("OSGI-INF/b.xml", "<c configuration-pid=\"org.watchfloor.source.b\"/>")
            .bytes(),
        "several plugins");
    refused(
        gauge()
            .entry(
                "OSGI-INF/metatype/com.example.Config.xml",
                "<Designate factoryPid=\"org.watchfloor.source.../x\"/>")
            .bytes(),
        "no plugin id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|schema: is missing",
        "{\"schema\": 2}|schema: must be 1",
        "{\"schema\": 1, \"publisher\": \"x\"}|grade: is missing",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"E\"}|grade: \"E\"",
        "{\"schema\": 1, \"publisher\": \"\", \"grade\": \"D\"}|publisher: must have 1 to",
        "{\"schema\": 1, \"publisher\": \"a\\u202eb\", \"grade\": \"D\"}|publisher: has control",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"permisions\": []}|permisions: is unknown",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"version\": \"2.0.0\"}|version is \"2.0.0\", the bundle says \"1.4.0\"",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"plugin\": \"other\"}|plugin is \"other\"",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"bundle\": \"other\"}|bundle is \"other\"",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"api\": \"2.0.0\"}|for the plugin API 2.0.0, this center has 1.2.0",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"isolated\": true}|isolated is true",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"permissions\": [{\"kind\": \"run\", \"value\": \"x\", \"reason\": \"y\"}]}|permissions[0].kind",
        "{\"schema\": 1, \"publisher\": \"x\", \"grade\": \"D\", \"permissions\": [{\"kind\": \"listen\", \"value\": \"x\", \"reason\": \"y\"}]}|permissions[0].value",
        "not json|is not JSON",
      })
  void aDescriptionNamesTheFieldThatIsWrong(String json, String reason) throws Exception {
    refused(gauge().kar(json), PackageDescription.ENTRY, reason);
  }

  /** Any change of any bytes gives a package or a refusal, and no file is left. */
  @Test
  void mutationsAreRefusedOrRead() throws Exception {
    Keys publisher = Keys.make(folder, "publisher");
    publisher.trust(publishers);
    byte[][] good = {
      gauge().kar(),
      publisher.sign(gauge().kar()),
      gauge().bytes(),
      gauge().entry("a/b.txt", "x").kar()
    };
    long seed = Long.getLong("watchfloor.seed", 20261124);
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 6_000; i++) {
      byte[] bytes = mutated(good[i % good.length], random);
      try {
        PluginPackage content = read(bytes);
        read++;
        assertThat(content.pluginId()).isEqualTo("river-gauge");
      } catch (PackageRefused e) {
        assertThat(e.getMessage()).as("seed %d, mutation %d", seed, i).isNotBlank();
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", mutation " + i, e);
      }
    }
    assertThat(read).as("mutations that harm nothing").isBetween(1, 5_000);
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(4);
    for (int c = 0; c < changes; c++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, at + 1);
        case 3 -> {
          int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
        }
        default -> {
          // the directory at the end is what most of the reader is about
          int near = Math.max(0, bytes.length - 1 - random.nextInt(400));
          bytes[near] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }

  private static int indexOf(byte[] all, byte[] part, int from) {
    for (int i = Math.max(0, from); i <= all.length - part.length; i++) {
      if (java.util.Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  private static int indexOfName(byte[] all, String name, boolean last) {
    byte[] part = name.getBytes(StandardCharsets.UTF_8);
    int at = indexOf(all, part, 0);
    return last ? indexOf(all, part, at + 1) : at;
  }

  private static void replace(byte[] all, String name, String by) {
    byte[] part = name.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      int at = indexOf(all, part, 0);
      System.arraycopy(by.getBytes(StandardCharsets.UTF_8), 0, all, at, part.length);
    }
  }
}
