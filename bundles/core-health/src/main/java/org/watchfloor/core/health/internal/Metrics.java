package org.watchfloor.core.health.internal;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalStat;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** The center's figures as Prometheus text, of whatever parts are running now. Thread-safe. */
@Component(service = Metrics.class)
public class Metrics {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Ingest ingest;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Journal journal;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable AlertBus bus;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable SourceRegistry sources;

  String text(boolean ready, Map<String, HealthResult> results) {
    PrometheusText text = new PrometheusText();
    text.gauge("watchfloor_ready", "1 when the center is ready", ready ? 1 : 0);
    text.head("watchfloor_health", "gauge", "0 ok, 1 warn, 2 temporarily unavailable, 3 critical");
    results.forEach(
        (name, result) ->
            text.sample("watchfloor_health", "check", name, result.level().ordinal()));
    signals(text);
    journal(text);
    subscribers(text);
    sources(text);
    jvm(text);
    return text.toString();
  }

  private void signals(PrometheusText text) {
    Ingest part = ingest;
    if (part != null) {
      IngestStat stat = part.stat();
      String name = "watchfloor_signals_total";
      text.head(name, "counter", "signals by what became of them");
      text.sample(name, "outcome", "accepted", stat.accepted());
      text.sample(name, "outcome", "duplicate", stat.duplicates());
      text.sample(name, "outcome", "overloaded", stat.overloaded());
      text.sample(name, "outcome", "rejected", stat.rejected());
      text.sample(name, "outcome", "unavailable", stat.unavailable());
    }
  }

  private void journal(PrometheusText text) {
    Journal part = journal;
    if (part != null) {
      JournalStat stat = part.stat();
      text.counter("watchfloor_journal_entries_total", "entries written", stat.written());
      text.counter("watchfloor_journal_groups_total", "synced writes", stat.groups());
      text.gauge("watchfloor_journal_queued", "entries waiting for the writer", stat.queued());
      text.gauge("watchfloor_journal_bytes", "size on disk", stat.diskBytes());
      text.gauge("watchfloor_journal_head", "number of the last entry", part.head());
    }
  }

  private void subscribers(PrometheusText text) {
    AlertBus part = bus;
    if (part != null) {
      text.head("watchfloor_subscriber_lag", "gauge", "entries not yet handled");
      for (SubscriberStat stat : part.stats()) {
        text.sample("watchfloor_subscriber_lag", "name", stat.name(), stat.lag());
      }
      text.head("watchfloor_subscriber_failures_total", "counter", "exceptions of the handler");
      for (SubscriberStat stat : part.stats()) {
        text.sample("watchfloor_subscriber_failures_total", "name", stat.name(), stat.failures());
      }
    }
  }

  private void sources(PrometheusText text) {
    SourceRegistry part = sources;
    if (part != null) {
      Map<String, Integer> byState = new TreeMap<>();
      for (SourceInfo source : part.sources()) {
        byState.merge(source.state().name().toLowerCase(java.util.Locale.ROOT), 1, Integer::sum);
      }
      text.head("watchfloor_sources", "gauge", "sources by state");
      byState.forEach((state, count) -> text.sample("watchfloor_sources", "state", state, count));
    }
  }

  private static void jvm(PrometheusText text) {
    text.gauge(
        "jvm_memory_used_bytes",
        "heap in use",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    text.gauge("jvm_threads", "live threads", ManagementFactory.getThreadMXBean().getThreadCount());
    text.gauge(
        "process_uptime_seconds",
        "seconds since the JVM started",
        ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
  }
}
