package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a JVM with each collector really tells. */
class HeapGaugeTest {
  private static final String CONCURRENT = "-XX:+ExplicitGCInvokesConcurrent";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "-XX:+UseSerialGC, true",
    "-XX:+UseParallelGC, true",
    "-XX:+UseG1GC, true",
    "-XX:+UseG1GC " + CONCURRENT + ", false",
    "-XX:+UseZGC, false",
    "-XX:+UseShenandoahGC, false",
    "-XX:+UseShenandoahGC -XX:-ExplicitGCInvokesConcurrent, true"
  })
  void whatIsLeftWhenTheWholeHeapWasLookedAt(String options, boolean stopsEverybody)
      throws Exception {
    List<String> lines = run(options);
    assertThat(lines).contains("stops everybody: " + stopsEverybody);
    List<Integer> sure =
        lines.stream()
            .filter(line -> line.startsWith("sure "))
            .map(line -> Integer.valueOf(line.substring("sure ".length())))
            .toList();
    assertThat(sure).as("%s", lines).isNotEmpty();
    // 24 MB are kept, and as many are dead; collectors keep a tenth or so of the 96 MB as waste
    assertThat(sure.get(0)).as("%s", lines).isBetween(GaugedJvm.KEPT_MEGABYTES, 42);
  }

  private static List<String> run(String options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-Xmx96m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(GaugedJvm.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    boolean unknown =
        lines.stream().anyMatch(l -> l.contains("not supported") || l.contains("Unrecognized VM"));
    assumeTrue(!unknown, () -> "this JVM has no such collector: " + lines);
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }
}
