package org.watchfloor.core.isolation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.runtime.ProcessEnded;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.testkit.SessionContext;

/** A source in a real JVM of its own: all of plugin-api goes through, and its end is noticed. */
class IsolatedSourceTest {
  private final SessionContext context = new SessionContext("sample~one");
  @TempDir Path home;
  private Jvms jvms;
  private Jvm jvm;

  @BeforeEach
  void launch() throws Exception {
    jvms = new Jvms(home);
    jvm = jvms.sources();
  }

  @AfterEach
  void end() {
    jvms.close();
    context.close();
  }

  private Source open(String doing) throws Exception {
    Hello hello = jvm.center().hello().join();
    return new IsolatedSourcePlugin(hello.info(), Jvms.configType(), Jvms.current(jvm))
        .open(Jvms.config(doing), context);
  }

  @Test
  void saysWhoItIs() {
    Hello hello = jvm.center().hello().join();
    assertThat(hello.info())
        .isEqualTo(new org.watchfloor.core.isolation.sample.SamplePlugin().info());
    assertThat(hello.configType()).isEqualTo("org.watchfloor.core.isolation.sample.SampleConfig");
    assertThat(hello.decoder()).isFalse();
  }

  @Test
  void usesAllThatAContextGives() throws Exception {
    context.state().put("bookmark", "from before");
    Source source = open("work");
    source.start();
    SourceException end = context.failures().poll(10, TimeUnit.SECONDS);

    assertThat(end).hasMessage("all was used");
    assertThat(end.kind()).isEqualTo(SourceException.Kind.RETRY);
    assertThat(context.reports()).containsExactly(SourceStatus.degraded("one of two sensors"));
    Signal signal = context.signals().get(0);
    assertThat(signal.vendorKey()).isEqualTo("k-1");
    assertThat(signal.occurredAt()).isEqualTo("2026-11-24T14:05:09.25Z");
    assertThat(((Fields) signal.detail()).values())
        .containsEntry("bookmark", "from before")
        .containsEntry("number", 7L)
        .containsEntry("level", 2.5)
        .containsEntry("flag", true)
        .containsEntry("secret", "a-secret-of-this-test");
    assertThat(signal.media()).containsExactly(context.media().get(0).ref());
    assertThat(context.state().get("bookmark")).contains("after 1");
    assertThat(source.diagnostics()).containsEntry("doing", "work").containsKey("jvm.pid");
    source.close();
    source.close();
  }

  @Test
  void failuresOfTheThreeKindsComeThrough() throws Exception {
    assertThatThrownBy(() -> open("refuse"))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.CONFIG))
        .hasMessage("doing: cannot be refuse");
    assertThatThrownBy(open("auth")::start)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.AUTH));
    assertThatThrownBy(open("crash")::start)
        .isInstanceOf(PluginCrash.class)
        .hasMessage("IllegalStateException broken inside");
  }

  @Test
  void anInterruptOfStartReachesThePlugin() throws Exception {
    Source source = open("sleep");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try {
                source.start();
              } catch (Throwable e) {
                thrown.complete(e);
              }
            });
    starter.start();
    await(() -> starter.getState() == Thread.State.WAITING);
    starter.interrupt();
    assertThat(thrown.get(2, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    source.close(); // answered: nothing holds the JVM up
  }

  @Test
  void picturesComeThrough() throws Exception {
    CameraSource camera = (CameraSource) open("work");
    Picture picture =
        camera.snapshot(Duration.ofSeconds(5)).toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(picture.length()).isEqualTo(7);

    BlockingQueue<Picture> film = new ArrayBlockingQueue<>(10);
    CompletableFuture<String> over = new CompletableFuture<>();
    try (AutoCloseable watch = camera.watch(film::add, over::complete)) {
      assertThat(over.get(5, TimeUnit.SECONDS)).isEqualTo("the film is over");
    }
    assertThat(film).hasSize(5);

    CameraSource blind = (CameraSource) open("blind");
    assertThatThrownBy(() -> blind.snapshot(Duration.ofSeconds(5)).toCompletableFuture().get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the lens is covered");
  }

  @Test
  void aKilledJvmIsAFailureOfItsSourcesAndOfWhoWaits() throws Exception {
    Source source = open("sleep");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                source.start();
              } catch (Throwable e) {
                thrown.complete(e);
              }
            })
        .start();
    CameraSource camera = (CameraSource) open("blind");
    CompletableFuture<String> over = new CompletableFuture<>();
    camera.watch(picture -> {}, over::complete);

    Jvms.kill9(jvm);

    String reason = "the plugin's JVM ended with signal 9 (exit 137)";
    assertThat(context.failures().poll(5, TimeUnit.SECONDS))
        .hasMessage(reason)
        .hasCauseInstanceOf(ProcessEnded.class);
    assertThat(thrown.get(5, TimeUnit.SECONDS))
        .isInstanceOf(SourceException.class)
        .hasMessage(reason)
        .hasCauseInstanceOf(ProcessEnded.class);
    assertThat(over.get(5, TimeUnit.SECONDS)).isEqualTo(reason);
    source.close();
    assertThat(socketsLeft()).isEmpty();
  }

  @Test
  void aPluginThatEndsItsJvmOrFillsItsHeapEndsNothingElse() throws Exception {
    assertThatThrownBy(open("exit")::start).hasMessage("the plugin's JVM ended (exit 42)");
    jvm = jvms.sources();
    assertThatThrownBy(open("heap")::start)
        .hasMessage("the plugin's JVM ended (exit 3, as when its heap is full)");
  }

  @Test
  void aStoppedJvmIsFoundOutWithinItsSilence() throws Exception {
    open("blind").start();
    long begin = System.nanoTime();
    Jvms.signal(jvm, "STOP");
    while (!jvm.ended().isDone()) {
      jvm.beat(8, Duration.ofMillis(800));
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(jvm.ended().join())
        .isEqualTo("the plugin's JVM did not answer for 800 ms and was ended");
    assertThat(context.failures().poll(5, TimeUnit.SECONDS)).hasMessageContaining("800 ms");
  }

  @Test
  void stopLeavesNoProcessAndNoSocket() throws Exception {
    ProcessHandle process = ProcessHandle.of(jvm.pid()).orElseThrow();
    jvm.stop();
    assertThat(process.isAlive()).isFalse();
    assertThat(jvm.ended().get(2, TimeUnit.SECONDS)).isEqualTo("the plugin's JVM was stopped");
    assertThat(socketsLeft()).isEmpty();
  }

  private Stream<Path> socketsLeft() throws Exception {
    return Files.walk(home).filter(file -> file.toString().endsWith(".sock"));
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
