package org.watchfloor.core.isolation.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How JVMs are started and watched.
 *
 * @param folder for sockets and copies of jars; private to the center's user
 * @param classpath of the program in the other JVM
 * @param heapMegabytes of each
 * @param start until a plugin must answer
 * @param silence after which a JVM counts as hung
 * @param pauseMin before a JVM is replaced
 * @param pauseMax between two attempts at most
 * @param options further ones of the JVM
 * @param prefix before the command line
 */
record Settings(
    Path folder,
    List<Path> classpath,
    int heapMegabytes,
    Duration start,
    Duration silence,
    Duration pauseMin,
    Duration pauseMax,
    List<String> options,
    List<String> prefix) {

  static Settings of(IsolationConfig config, Path folder, List<Path> classpath) {
    long min = Math.max(100, config.restart_min_ms());
    return new Settings(
        folder,
        List.copyOf(classpath),
        Math.max(16, config.heap_mb()),
        Duration.ofMillis(Math.max(1_000, config.start_deadline_ms())),
        Duration.ofMillis(Math.max(800, config.silence_ms())),
        Duration.ofMillis(min),
        Duration.ofMillis(Math.max(min, config.restart_max_ms())),
        words(config.jvm_options()),
        words(config.command_prefix()));
  }

  private static List<String> words(String[] given) {
    return Stream.of(given).map(String::strip).filter(word -> !word.isEmpty()).toList();
  }
}
