package org.watchfloor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Every shipped {@code etc/org.watchfloor.*.cfg} against the metatype of the bundle that reads it.
 */
class ShippedConfigurationTest {
  private static final Path ETC =
      Path.of(System.getProperty("watchfloor.root", "../..")).resolve("etc").normalize();

  /** A key, commented out where the value is the default. */
  private static final Pattern KEY = Pattern.compile("#?([.a-z][a-zA-Z0-9._-]*) *=(.*)");

  /** Defaults by key, by PID. */
  private static final Map<String, Map<String, String>> METATYPE = new TreeMap<>();

  @BeforeAll
  static void readMetatype() throws IOException {
    for (BuiltBundle bundle : BuiltBundle.all()) {
      try (JarFile jar = new JarFile(bundle.jar().toFile())) {
        for (JarEntry entry : jar.stream().toList()) {
          if (entry.getName().matches("OSGI-INF/metatype/.+\\.xml")) {
            read(jar.getInputStream(entry));
          }
        }
      }
    }
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.list(ETC)) {
      return files
          .filter(file -> file.getFileName().toString().matches("org\\.watchfloor\\..+\\.cfg"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void showsEveryKeyWithItsDefault(Path file) throws IOException {
    String name = file.getFileName().toString();
    // an example of a factory's configurations has a name behind the PID
    Map<String, String> declared =
        METATYPE.get(name.substring(0, name.length() - 4).replaceAll("~.*", ""));
    assertThat(declared).as("%s: a bundle declares its keys", name).isNotNull();
    Map<String, String> shown = keys(file);
    assertThat(shown.keySet()).as("%s: keys", name).isEqualTo(declared.keySet());
    declared.forEach(
        (key, value) -> {
          if (!value.isEmpty()) {
            assertThat(shown.get(key)).as("%s: default of %s", name, key).isEqualTo(value);
          }
        });
  }

  @Test
  void everyConfigurationIsShipped() {
    assertThat(METATYPE.keySet())
        .filteredOn(pid -> !pid.startsWith("org.watchfloor.source."))
        .allSatisfy(
            pid ->
                assertThat(files())
                    .extracting(file -> file.getFileName().toString())
                    .containsAnyOf(pid + ".cfg", pid + "~example.cfg"));
  }

  private static Map<String, String> keys(Path file) throws IOException {
    Map<String, String> keys = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = KEY.matcher(line);
      if (matcher.matches()) {
        keys.put(matcher.group(1), matcher.group(2).strip());
      }
    }
    return keys;
  }

  private static void read(InputStream xml) throws IOException {
    try (xml) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
      Map<String, Map<String, String>> classes = new TreeMap<>();
      for (Element ocd : elements(document, "OCD")) {
        Map<String, String> defaults = new TreeMap<>();
        NodeList attributes = ocd.getElementsByTagName("AD");
        for (int i = 0; i < attributes.getLength(); i++) {
          Element attribute = (Element) attributes.item(i);
          // Metatype 1.4, 105.9.3: a comma or space within a value is escaped
          String value = attribute.getAttribute("default").replaceAll("\\\\(.)", "$1");
          defaults.put(attribute.getAttribute("id"), value);
        }
        classes.put(ocd.getAttribute("id"), defaults);
      }
      for (Element designate : elements(document, "Designate")) {
        String pid = designate.getAttribute("pid") + designate.getAttribute("factoryPid");
        Element object = (Element) designate.getElementsByTagName("Object").item(0);
        METATYPE
            .computeIfAbsent(pid, any -> new TreeMap<>())
            .putAll(classes.get(object.getAttribute("ocdref")));
      }
    } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
      throw new IOException(e);
    }
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
        .map(i -> (Element) found.item(i))
        .toList();
  }
}
