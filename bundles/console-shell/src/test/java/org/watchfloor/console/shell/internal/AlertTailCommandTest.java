package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.plugin.api.signal.Severity;

@Timeout(20)
class AlertTailCommandTest {
  private final Fakes.MemoryBus bus = new Fakes.MemoryBus();
  private final AlertTailCommand command = new AlertTailCommand();

  AlertTailCommandTest() {
    command.bus = bus;
    command.lookMillis = 20;
  }

  @Test
  void theLastAlertsInOrder() throws Exception {
    for (int i = 1; i <= 25_000; i++) {
      bus.add(Fakes.alert(i));
    }
    command.noFollow = true;
    command.count = 3;
    assertThat(Fakes.run(command, "vera").lines().map(line -> line.substring(0, 5)))
        .containsExactly("24998", "24999", "25000");
    command.count = 0;
    assertThat(Fakes.run(command, "vera")).isEmpty();
    command.count = -1;
    assertThatThrownBy(() -> Fakes.run(command, "vera")).hasMessageStartingWith("count: ");
    assertThat(bus.subscribers).isEmpty();
  }

  @Test
  void jsonIsTheEntryOfTheEventStreamOneALine() throws Exception {
    bus.add(Fakes.alert(1));
    command.noFollow = true;
    command.json = true;
    assertThat(Fakes.run(command, "vera"))
        .startsWith(
            "{\"number\":1,\"recordedAt\":\"2026-11-24T12:00:00Z\",\"type\":\"alert\","
                + "\"alert\":{\"id\":\"gunshot-1\"")
        .endsWith("}" + System.lineSeparator());
  }

  @Test
  void whatAVendorSentCannotDriveTheTerminal() throws Exception {
    Alert plain = Fakes.alert(1);
    bus.add(
        new Alert(
            plain.id(),
            plain.kind(),
            Severity.LOW,
            "red\u001b[31m",
            "line\nbreak",
            plain.occurredAt(),
            plain.location(),
            plain.signals(),
            "",
            plain.media(),
            plain.facts()));
    command.noFollow = true;
    assertThat(Fakes.run(command, "vera")).doesNotContain("\u001b").hasLineCount(1);
  }

  @Test
  void newAlertsFollowUntilCtrlC() throws Exception {
    bus.add(Fakes.alert(1));
    PipedInputStream in = new PipedInputStream(1 << 16);
    Thread thread = start(new PipedOutputStream(in));
    Scanner lines = new Scanner(in, StandardCharsets.UTF_8);
    assertThat(lines.nextLine()).contains("gunshot-1");
    while (bus.subscribers.isEmpty()) {
      Thread.onSpinWait();
    }
    bus.deliver(Fakes.alert(2));
    assertThat(lines.nextLine()).contains("gunshot-2");

    thread.interrupt();
    thread.join();
    assertThat(bus.subscribers).isEmpty();
  }

  @Test
  void aClientThatIsGoneLeavesNoSubscription() throws Exception {
    boolean[] cut = new boolean[1];
    OutputStream client =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() throws IOException {
            if (cut[0]) {
              throw new IOException("channel closed");
            }
          }
        };
    Thread thread = start(client);
    while (bus.subscribers.isEmpty()) {
      Thread.onSpinWait();
    }
    cut[0] = true;
    thread.join();
    assertThat(bus.subscribers).isEmpty();
  }

  private Thread start(OutputStream client) {
    Thread thread =
        new Thread(
            () -> {
              try {
                command.run(new PrintStream(client, true, StandardCharsets.UTF_8));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }
}
