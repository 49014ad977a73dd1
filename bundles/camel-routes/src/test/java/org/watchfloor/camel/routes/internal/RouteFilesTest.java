package org.watchfloor.camel.routes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.camel.alertbus.internal.AlertBusComponent;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.testkit.core.MemoryBus;

class RouteFilesTest {
  private static final String DOORBELL =
      """
      - route:
          id: doorbell
          from:
            uri: timer:bell?repeatCount=1&delay=0
            steps:
              - setBody:
                  constant: '{"vendorKey":"KEY","kind":"door.bell","occurredAt":"2026-11-24T20:00:00Z"}'
              - to: alertbus:submit?source=route~doorbell
      """;

  @TempDir Path folder;
  private final Taken taken = new Taken();
  private RouteFiles files;

  private static final class Taken implements Ingest {
    final BlockingQueue<String> keys = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
      keys.add(sourceId + " " + signal.vendorKey());
      return CompletableFuture.completedStage(Receipt.accepted(1));
    }

    @Override
    public IngestStat stat() {
      return new IngestStat(0, 0, 0, 0, 0);
    }
  }

  @BeforeEach
  void open() {
    files =
        new RouteFiles(
            folder,
            4_096,
            new RouteLint(Set.of("alertbus", "timer", "direct", "log")),
            DefaultCamelContext::new,
            (name, context) -> new AlertBusComponent(taken, new MemoryBus()),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws InterruptedException {
    files.close();
    await(() -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("watchfloor-routes-"))
        .toList();
  }

  private void write(String name, String yaml) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, yaml);
    // coarse clocks of file systems: what was written twice within a tick has changed all the same
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(Instant.now().plusNanos(System.nanoTime())));
    files.look();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aFileRunsWhenItAppearsAndStopsWhenItGoes() throws Exception {
    write("doorbell.yaml", DOORBELL.replace("KEY", "one"));
    assertThat(taken.keys.poll(10, TimeUnit.SECONDS)).isEqualTo("route~doorbell one");
    await(() -> files.routes().get(0).done() == 1);
    RouteInfo route = files.routes().get(0);
    assertThat(route.id()).isEqualTo("doorbell");
    assertThat(route.contributor()).isEqualTo("doorbell.yaml");
    assertThat(route.from()).startsWith("timer://bell");
    assertThat(route.state()).isEqualTo(RouteInfo.State.STARTED);
    assertThat(route.failed()).isZero();

    write("doorbell.yaml", DOORBELL.replace("KEY", "two"));
    assertThat(taken.keys.poll(10, TimeUnit.SECONDS)).isEqualTo("route~doorbell two");

    Files.delete(folder.resolve("doorbell.yaml"));
    files.look();
    assertThat(files.routes()).isEmpty();
  }

  @Test
  void aWrongVersionIsShownAndTheOneBeforeGoesOn() throws Exception {
    write("doorbell.yaml", DOORBELL);
    write("doorbell.yaml", DOORBELL.replace("from:", "frm:"));
    assertThat(files.routes()).hasSize(2);
    RouteInfo failed = files.routes().get(0);
    assertThat(failed.state()).isEqualTo(RouteInfo.State.FAILED);
    assertThat(failed.reason()).contains("frm").endsWith("; the routes of before go on");
    assertThat(files.routes().get(1).state()).isEqualTo(RouteInfo.State.STARTED);
    write("doorbell.yaml", DOORBELL);
    assertThat(files.routes()).singleElement().matches(r -> r.reason().isEmpty());
  }

  @Test
  void oneWrongFileHoldsUpNoOther() throws Exception {
    write("a.yaml", "- route: [");
    write("b.yaml", DOORBELL);
    write("c.yaml", "#".repeat(5_000));
    assertThat(taken.keys.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(files.routes())
        .extracting(RouteInfo::contributor, RouteInfo::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a.yaml", RouteInfo.State.FAILED),
            org.assertj.core.groups.Tuple.tuple("b.yaml", RouteInfo.State.STARTED),
            org.assertj.core.groups.Tuple.tuple("c.yaml", RouteInfo.State.FAILED));
    assertThat(files.routes().get(2).reason()).contains("at most 4096");
  }

  @Test
  void templatesServeAllFiles() throws Exception {
    write(
        "templates-bell.yaml",
        """
        - routeTemplate:
            id: bell
            parameters:
              - name: key
            from:
              uri: timer:bell?repeatCount=1&delay=0
              steps:
                - setBody:
                    constant: '{"vendorKey":"{{key}}","kind":"door.bell","occurredAt":"2026-11-24T20:00:00Z"}'
                - to: alertbus:submit?source=route~bell
        """);
    write(
        "doors.yaml",
        """
        - templatedRoute:
            routeTemplateRef: bell
            routeId: front
            parameters:
              - name: key
                value: front-door
        """);

    assertThat(taken.keys.poll(10, TimeUnit.SECONDS)).isEqualTo("route~bell front-door");
    assertThat(files.routes())
        .filteredOn(route -> route.contributor().equals("doors.yaml"))
        .extracting(RouteInfo::id)
        .containsExactly("front");
  }

  @Test
  void passwordsAreNotShown() throws Exception {
    write("log.yaml", DOORBELL.replace("timer:bell?", "timer:bell?password=hush-hush&"));
    assertThat(files.routes().toString()).doesNotContain("hush-hush");
  }
}
