package org.watchfloor.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.felix.utils.properties.TypedProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the code that File Install reads with. */
class CfgTextTest {
  private static Object readByFelix(String raw) throws Exception {
    TypedProperties properties = new TypedProperties();
    properties.load(new StringReader("key = " + raw + "\n"));
    assertThat(properties.keySet()).containsExactly("key");
    return properties.get("key");
  }

  private static void survives(String value) throws Exception {
    String raw = CfgText.encode(value);
    assertThat(raw).as("one line of ASCII").matches("[\\x20-\\x7f]*");
    assertThat(readByFelix(raw)).as("%s", raw).isEqualTo(value);
    assertThat(CfgText.decode(raw)).as("%s", raw).isEqualTo(value);
  }

  @Test
  void everyValueSurvives() throws Exception {
    List<String> values = new ArrayList<>(Values.NASTY);
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      values.add(Values.random(random));
    }
    for (String value : values) {
      survives(value);
    }
  }

  /** What is usual stays as a person would write it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8080|8080",
        "rtsp://10.0.0.7:554/a?b=c&d|rtsp://10.0.0.7:554/a?b=c&d",
        "two words|two words",
        "$[env:SECRET]|$[env:SECRET]",
        "C:\\dir|C:\\\\dir",
        "${env:SECRET}|$\\\\{env:SECRET}",
      })
  void usualValuesAreReadable(String value, String raw) {
    assertThat(CfgText.encode(value)).isEqualTo(raw);
  }

  /** Whatever a person has written is read without an error other than an IOException. */
  @Test
  void anyTextIsRead() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(5); k >= 0; k--) {
        text.append(Values.random(random)).append(random.nextBoolean() ? " = " : "\n");
      }
      try {
        CfgFile file = CfgFile.parse(text.toString());
        file.values();
        file.set(java.util.Map.of("x", "1"), key -> true);
        assertThat(CfgFile.parse(file.text()).values())
            .containsExactly(java.util.Map.entry("x", "1"));
      } catch (java.io.IOException e) {
        assertThat(e).hasMessageStartingWith("it cannot be read");
      }
    }
  }
}
