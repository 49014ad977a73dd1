package org.watchfloor.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said and logged meanwhile, to be searched for a secret. Logs are what slf4j-simple
 * writes to the error stream, which is redirected, for all of the process, until this is closed.
 */
final class Words implements AutoCloseable {
  private final String secret;
  private final List<String> said = new ArrayList<>();
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  Words(String secret) {
    this.secret = secret;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  /** Things by their words; of an exception the whole trace, with its causes. */
  void add(@Nullable Object... things) {
    for (Object thing : things) {
      if (thing instanceof Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        said.add(trace.toString());
      } else {
        said.add(String.valueOf(thing));
      }
    }
  }

  List<String> withSecret() {
    return said.stream().filter(words -> words.contains(secret)).toList();
  }

  @Override
  public void close() {
    System.setErr(before);
    String logged = log.toString(StandardCharsets.UTF_8);
    before.print(logged);
    said.add(logged);
  }
}
