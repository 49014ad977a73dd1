package org.watchfloor.rtcc.rules.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.rules.RuleInfo;
import org.watchfloor.rtcc.api.rules.Rules;

/**
 * Makes alerts of signals: of kinds that ask for it, and by the agency's rules. Without the store,
 * so that alerts go on while it is down. A signal delivered again makes the alert of the same id,
 * which the bus knows for a duplicate. Thread-safe.
 */
@Component(
    service = {Rules.class, HealthCheck.class},
    immediate = true,
    configurationPid = RulesConfig.PID)
@Designate(ocd = RulesConfig.class)
public final class RuleEngine implements Rules, HealthCheck, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);

  /** Also the name of the cursor: must never change. */
  private static final String NAME = "rtcc-rules";

  /** Far above a synced write; a bus that takes longer is asked again by redelivery. */
  private static final long RECEIPT_SECONDS = 10;

  /** What other capabilities raise alerts of. */
  private static final Set<String> OTHERS = Set.of(Kind.GUNSHOT_DETECTED.name());

  /** What of plates becomes an alert is decided by hot lists, and verified by a person. */
  private static final String OF_PLATES = "plate.";

  /** Rules that the health message names; the rest is counted. */
  private static final int NAMED = 5;

  /** An alert with the rule that it is counted for. */
  private record Made(String ruleId, SignalEntry signal, Alert alert) {}

  private final AlertBus bus;
  private final Kinds kinds;
  private final RuleFiles files;
  private final Set<String> muted;
  private final Quiet quiet;
  private final Tally tally = new Tally();
  private final AutoCloseable subscription;

  @Activate
  public RuleEngine(
      RulesConfig config,
      @Reference AlertBus bus,
      @Reference Kinds kinds,
      @Reference RuleFiles files) {
    this(config.muted_kinds(), bus, kinds, files, Paths.of("quiet.json"));
  }

  RuleEngine(String muted, AlertBus bus, Kinds kinds, RuleFiles files, Path quiet) {
    this.bus = bus;
    this.kinds = kinds;
    this.files = files;
    this.muted = words(muted);
    this.quiet = new Quiet(quiet);
    Filter filter = Filter.of(EntryType.SIGNAL);
    this.subscription = bus.subscribe(Subscription.durable(NAME, filter), this::handle);
  }

  private static Set<String> words(String list) {
    Set<String> words = new TreeSet<>();
    for (String word : list.split(",")) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }

  /** Returns when the alerts of all are on disk: only then the cursor may move. */
  private void handle(List<BusEntry> entries) throws Exception {
    kinds.refresh();
    Quiet.Trial trial = quiet.begin();
    List<Rule> rules = files.files().stream().flatMap(file -> file.rule().stream()).toList();
    List<Made> made = new ArrayList<>();
    for (BusEntry entry : entries) {
      // a rule that reads plates would be a hot list that nobody answers for
      if (entry instanceof SignalEntry signal && !signal.kind().startsWith(OF_PLATES)) {
        make(signal, rules, trial, made);
      }
    }
    publish(made);
    trial.done();
  }

  private void make(SignalEntry entry, List<Rule> rules, Quiet.Trial trial, List<Made> made) {
    Optional<KindDescriptor> descriptor = kinds.of(entry);
    descriptor
        .filter(kind -> asks(kind, entry))
        .ifPresent(kind -> made.add(new Made(id(kind), entry, AlertMaker.ofKind(entry, kind))));
    for (Rule rule : rules) {
      if (rule.matches(entry) && trial.takes(rule, entry)) {
        made.add(new Made(rule.name(), entry, AlertMaker.ofRule(entry, rule, descriptor)));
      }
    }
  }

  private boolean asks(KindDescriptor kind, SignalEntry entry) {
    return counts(kind)
        && kind.alertFrom()
            .map(from -> entry.signal().severity().compareTo(from) >= 0)
            .orElse(false);
  }

  private boolean counts(KindDescriptor kind) {
    String name = kind.kind().name();
    return kind.alertFrom().isPresent()
        && !OTHERS.contains(name)
        && !name.startsWith(OF_PLATES)
        && !Kinds.passes(muted, name);
  }

  private static String id(KindDescriptor kind) {
    return "kind " + kind.kind().name();
  }

  private void publish(List<Made> made) throws Exception {
    List<CompletionStage<Receipt>> receipts = new ArrayList<>();
    made.forEach(one -> receipts.add(bus.publish(NAME, one.alert())));
    for (int i = 0; i < made.size(); i++) {
      Receipt receipt =
          receipts.get(i).toCompletableFuture().get(RECEIPT_SECONDS, TimeUnit.SECONDS);
      check(made.get(i).alert(), receipt);
      if (receipt.status() == Receipt.Status.ACCEPTED) {
        tally.add(made.get(i).ruleId(), made.get(i).signal().recordedAt());
      }
    }
  }

  private static void check(Alert alert, Receipt receipt) {
    if (receipt.onDisk()) {
      return;
    }
    if (receipt.status() == Receipt.Status.REJECTED) {
      // It would be refused for ever, and hold up every signal after it.
      LOG.error(
          "Alert {} was refused and is lost: {}. Its signals {} are in the journal.",
          alert.id(),
          receipt.reason(),
          alert.signals());
      return;
    }
    throw new IllegalStateException(
        "alert " + alert.id() + " is not on disk: " + receipt.status() + ", " + receipt.reason());
  }

  @Override
  public List<RuleInfo> rules() {
    List<RuleInfo> rules = new ArrayList<>();
    kinds.present().stream().filter(this::counts).forEach(kind -> rules.add(info(kind)));
    files.files().forEach(file -> rules.add(info(file)));
    return rules;
  }

  private RuleInfo info(KindDescriptor kind) {
    Tally.Count count = tally.of(id(kind));
    return new RuleInfo(
        id(kind),
        kind.title(),
        List.of(kind.kind().name()),
        kind.alertFrom().map(from -> "severity at least " + Json.word(from)).stream().toList(),
        Optional.empty(),
        "",
        count.times(),
        count.last());
  }

  private RuleInfo info(RuleFile file) {
    Tally.Count count = tally.of(file.name());
    return new RuleInfo(
        file.id(),
        file.title(),
        file.rule().map(Rule::sortedKinds).orElse(List.of()),
        file.rule().map(Rule::words).orElse(List.of()),
        file.rule().flatMap(Rule::severity),
        file.fault(),
        count.times(),
        count.last());
  }

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public HealthResult check() {
    List<RuleFile> wrong = files.files().stream().filter(file -> !file.fault().isEmpty()).toList();
    if (wrong.isEmpty()) {
      return HealthResult.OK;
    }
    String named =
        wrong.stream()
            .limit(NAMED)
            .map(file -> file.file() + ": " + file.fault())
            .collect(Collectors.joining("; "));
    int more = wrong.size() - NAMED;
    return HealthResult.warn(more > 0 ? named + "; and " + more + " more" : named);
  }

  @Override
  @Deactivate
  public void close() throws Exception {
    subscription.close();
  }
}
