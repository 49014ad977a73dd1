package org.watchfloor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One alert to a thousand consoles, one alert after the other: the processor time that a server
 * needs for each console, beside a server that does nothing but write and one that is Jetty alone.
 * All of them over HTTP/1.1 without TLS, each server in a JVM of its own.
 */
public final class Push {
  private static final int CONSOLES = 1_000;

  /** Until nothing is left to compile: half a million pushes. */
  private static final int WARM_ALERTS = 500;

  private static final long LOOK_NANOS = 2_000_000;

  private static final byte[] EVENT = "event: alert".getBytes(StandardCharsets.US_ASCII);

  private record Result(double microsPerPush, List<Long> nanos) {}

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
  private int begun;
  private int arrived;

  /** How much of {@link #EVENT} a console has seen last. */
  private static final class Seen {
    int matched;
    boolean begun;
  }

  private Push() throws IOException {
    selector = Selector.open();
  }

  /**
   * Prints a table in Markdown; takes some minutes.
   *
   * @param args alerts that are measured, default 500
   */
  public static void main(String[] args) throws Exception {
    int alerts = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    System.out.println(Machine.line() + "\n");
    System.out.println(
        "| one alert to "
            + CONSOLES
            + " consoles | CPU µs a push | × raw | all have it: p50 ms | p99 ms |");
    System.out.println("|---|---|---|---|---|");
    double raw = 0;
    for (String kind : System.getProperty("only", "raw,jetty,ours").split(",")) {
      Result result = new Push().run(kind, alerts);
      raw = raw == 0 ? result.microsPerPush : raw;
      System.out.printf(
          "| %s | %.2f | %.2f | %.1f | %.1f |%n",
          name(kind),
          result.microsPerPush,
          result.microsPerPush / raw,
          Machine.millis(result.nanos, 0.5),
          Machine.millis(result.nanos, 0.99));
    }
  }

  private static String name(String kind) {
    return switch (kind) {
      case "raw" -> "raw: non-blocking writes of the event's bytes";
      case "jetty" -> "Jetty alone: its handler and response, no servlet";
      default -> "Watchfloor: published, synced to disk, from the bus, the event stream's servlet";
    };
  }

  private Result run(String kind, int alerts) throws Exception {
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.watchfloor.benchmarks.PushServer",
                kind)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        PrintStream commands = new PrintStream(server.getOutputStream(), true)) {
      connect(Integer.parseInt(answers.readLine()));
      push(commands, WARM_ALERTS);
      long before = cpu(commands, answers);
      List<Long> nanos = push(commands, alerts);
      long used = cpu(commands, answers) - before;
      nanos.sort(null);
      return new Result(used / 1e3 / alerts / CONSOLES, nanos);
    } finally {
      server.destroy();
      server.waitFor();
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
  }

  private void connect(int port) throws IOException {
    byte[] request =
        ("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + PushServer.TOKEN
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < CONSOLES; i++) {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.write(ByteBuffer.wrap(request));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Seen());
    }
    while (begun < CONSOLES) {
      read();
    }
  }

  private List<Long> push(PrintStream commands, int alerts) throws IOException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < alerts; i++) {
      arrived = 0;
      long began = System.nanoTime();
      commands.println("push");
      while (arrived < CONSOLES) {
        read();
      }
      nanos.add(System.nanoTime() - began);
    }
    return nanos;
  }

  private static long cpu(PrintStream commands, BufferedReader answers) throws IOException {
    commands.println("cpu");
    return Long.parseLong(answers.readLine());
  }

  private void read() throws IOException {
    // consoles are elsewhere: a client that slept until the next event came would have the server
    // pay for waking it, an event at a time
    LockSupport.parkNanos(LOOK_NANOS);
    selector.selectNow(
        key -> {
          Seen seen = (Seen) key.attachment();
          try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
              throw new IllegalStateException("the server ended a stream");
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          scan(seen);
        });
  }

  private void scan(Seen seen) {
    if (!seen.begun) {
      seen.begun = true;
      begun++;
    }
    for (buffer.flip(); buffer.hasRemaining(); ) {
      byte b = buffer.get();
      seen.matched = b == EVENT[seen.matched] ? seen.matched + 1 : b == EVENT[0] ? 1 : 0;
      if (seen.matched == EVENT.length) {
        seen.matched = 0;
        arrived++;
      }
    }
  }
}
