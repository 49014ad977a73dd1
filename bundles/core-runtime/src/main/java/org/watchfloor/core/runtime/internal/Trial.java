package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.core.api.runtime.SourceTest;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * One source that is opened to see whether it works, and closed again. It gets a platform of its
 * own, whose way in throws everything away, so that nothing of it reaches the center. Used once, by
 * one thread.
 */
final class Trial {
  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
  private static final int MAX_FACTS = 50;

  private final Platform center;
  private final Plugin plugin;
  private final SourceConfig config;
  private final Duration deadline;
  private final Map<String, List<Inbound>> openWays;
  private final ThrowAway signals = new ThrowAway();
  private final Answers answers = new Answers();
  private final long begun = System.nanoTime();
  private Map<String, String> facts = Map.of();

  /**
   * @param openWays ways in that are open now, by source
   */
  Trial(
      Platform center,
      Plugin plugin,
      Map<String, String> values,
      Duration deadline,
      Map<String, List<Inbound>> openWays) {
    this.center = center;
    this.plugin = plugin;
    this.deadline = deadline;
    this.openWays = openWays;
    // the name of no file, so that what it leaves in a log is nobody's else
    String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    this.config =
        new SourceConfig(
            plugin.id() + "~" + name, plugin.id(), new LinkedHashMap<>(values), Optional.empty());
  }

  /** Blocks for the deadline, and for the close after it, at most. */
  SourceTest run() {
    Answers.Outcome outcome;
    Path bookmarks = null;
    try {
      bookmarks = Files.createTempDirectory("watchfloor-test");
      outcome = within(bookmarks);
    } catch (IOException e) {
      outcome = new Answers.Outcome(SourceState.OFFLINE, "no folder for the test: " + e);
    } finally {
      if (bookmarks != null) {
        delete(bookmarks);
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return new SourceTest(
        outcome.works(), outcome.state(), outcome.reason(), signals.signals(), facts, took);
  }

  private Answers.Outcome within(Path bookmarks) {
    try (Platform own = center.throwAway(signals, new StateFiles(bookmarks))) {
      Session session = null;
      try {
        Custody custody = own.wards().of(plugin.id()).of(config.sourceId());
        SourceStats stats = new SourceStats(own.clock());
        session = new Opener(own, stats, custody, answers).open(config, plugin);
        return session instanceof SourceSession source
            ? source(source)
            : decoder((DecoderSession) session);
      } catch (ConfigFault | SourceException | PluginFault e) {
        Redaction redaction = session == null ? Redaction.NONE : session.calls().redaction();
        return Answers.Outcome.of(e, redaction);
      } finally {
        if (session != null) {
          session.close();
        }
      }
    }
  }

  private Answers.Outcome source(SourceSession source) {
    Redaction redaction = source.calls().redaction();
    long end = begun + deadline.toNanos();
    try {
      source.start().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      Answers.Outcome outcome = answers.await(end, redaction);
      facts = facts(source.diagnostics().get(1, TimeUnit.SECONDS), redaction);
      return outcome;
    } catch (ExecutionException e) {
      return Answers.Outcome.of(e, redaction);
    } catch (TimeoutException e) {
      return new Answers.Outcome(
          SourceState.OFFLINE, "it was not done within " + deadline.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answers.Outcome(SourceState.OFFLINE, "the center is stopping");
    }
  }

  private static Map<String, String> facts(Map<String, Object> given, Redaction redaction) {
    Map<String, String> facts = new TreeMap<>();
    for (Map.Entry<String, Object> fact : given.entrySet()) {
      if (facts.size() == MAX_FACTS) {
        break;
      }
      facts.put(redaction.line(fact.getKey()), redaction.line(String.valueOf(fact.getValue())));
    }
    return facts;
  }

  private Answers.Outcome decoder(DecoderSession decoder) throws SourceException {
    Redaction redaction = decoder.calls().redaction();
    Map<String, String> ways = new LinkedHashMap<>();
    List<String> untried = new ArrayList<>();
    for (Inbound inbound : decoder.inbounds()) {
      ways.put("way in " + (ways.size() + 1), redaction.line(inbound.toString()));
    }
    facts = ways;
    for (Inbound inbound : decoder.inbounds()) {
      Duration left = deadline.minusNanos(System.nanoTime() - begun);
      Duration patience = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
      String note = new WaysIn(openWays, patience).probe(inbound);
      if (!note.isEmpty()) {
        untried.add(note);
      }
    }
    return new Answers.Outcome(SourceState.ONLINE, redaction.line(String.join("; ", untried)));
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted", folder, e);
    }
  }
}
