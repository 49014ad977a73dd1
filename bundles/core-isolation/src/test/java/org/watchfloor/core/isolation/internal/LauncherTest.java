package org.watchfloor.core.isolation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that do not start: the reason is one that helps. */
class LauncherTest {
  @TempDir Path home;

  private void launch(String option, String... prefix) throws Exception {
    Settings given = Jvms.settings(home, option);
    Settings settings =
        new Settings(
            home,
            given.classpath(),
            given.heapMegabytes(),
            given.start(),
            given.silence(),
            given.pauseMin(),
            given.pauseMax(),
            given.options(),
            List.of(prefix));
    new Launcher(settings).launch("sample", home, List.of());
  }

  @Test
  void aPrefixThatDoesNotRunItSaysHowItEndedAndWhatItPrinted() {
    assertThatThrownBy(
            () -> launch("-Da=b", "/bin/sh", "-c", "exec 0<&-; echo no place for it; exit 7"))
        .isInstanceOf(IOException.class)
        .hasMessage("the plugin's JVM ended (exit 7): no place for it");
  }

  @Test
  void aPrefixThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> launch("-Da=b", "/there/is/none"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/there/is/none");
  }

  @Test
  void anOptionThatJavaDoesNotKnowIsNamed() throws Exception {
    assertThatThrownBy(() -> launch("-Xnonsense"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the plugin's JVM ended (exit 1): ")
        .hasMessageContaining("-Xnonsense");
    try (Stream<Path> left = Files.walk(home)) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".sock"));
    }
  }
}
