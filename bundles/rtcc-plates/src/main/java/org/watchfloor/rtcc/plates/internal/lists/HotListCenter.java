package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListEntry;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.HotListRefused;
import org.watchfloor.rtcc.api.plates.HotListRefused.Because;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.plates.internal.learned.LearnedKeeper;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.PlateText;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/** Hot lists: in the store, and from there in the memory that reads are matched in. Thread-safe. */
@Component(service = HotLists.class, immediate = true)
public final class HotListCenter implements HotLists, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotListCenter.class);

  private final Acts acts;
  private final HotListTable lists;
  private final HandTable hand;
  private final LearnedKeeper learned;
  private final ListLoader loader;
  private final Importing importing;
  private final ByHand byHand;
  private final ClusterLink cluster;
  private final AutoCloseable subscription;

  @Activate
  public HotListCenter(
      @Reference Store store,
      @Reference Audit audit,
      @Reference AlertBus bus,
      @Reference HotListIndex index) {
    this(store, audit, bus, index, Clock.systemUTC());
  }

  public HotListCenter(Store store, Audit audit, AlertBus bus, HotListIndex index, Clock clock) {
    this.acts = new Acts(audit, bus, clock);
    ListSchema schema = new ListSchema(new Tables(store));
    this.lists = new HotListTable(schema);
    this.hand = new HandTable(schema);
    ImportTable imports = new ImportTable(schema);
    this.learned = new LearnedKeeper(store, index, clock);
    this.loader = new ListLoader(lists, hand, imports, index, learned, clock);
    this.importing = new Importing(lists, imports, loader, acts);
    this.byHand = new ByHand(hand, loader, acts);
    this.cluster = new ClusterLink(this::lead);
    learned.onlyWhile(cluster::leads);
    Filter changes = Filter.of(EntryType.CHANGE, "hotlist");
    this.subscription =
        bus.subscribe(
            Subscription.live("rtcc-plates-lists", changes, OptionalLong.empty()),
            entries -> changed());
    loader.start();
  }

  private void lead() {
    loader.start();
    learned.lead();
  }

  /** Lists may have been changed on another node, which has the same store. */
  private void changed() {
    if (cluster.cluster().isPresent()) {
      loader.start();
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setCluster(Cluster service) {
    cluster.came(service);
    loader.start();
  }

  public void unsetCluster(Cluster service) {
    cluster.went(service);
  }

  @Override
  public List<HotList> all() {
    List<HotList> all = new ArrayList<>();
    all.add(handList(acts.now()));
    lists.heads().forEach(head -> all.add(head.list()));
    all.sort(Comparator.comparing(HotList::name));
    return all;
  }

  private HotList handList(Instant now) {
    HandTable.InForce inForce = hand.inForce(now);
    int entries = inForce.entries().size();
    return new HotList(
        BY_HAND, ByHand.TERMS, entries, "", inForce.changedAt(), "", Optional.empty());
  }

  @Override
  public List<String> layouts() {
    return Layouts.names();
  }

  @Override
  public HotListImport importList(
      String name, Optional<HotListTerms> terms, String layout, InputStream file, Actor by)
      throws IOException, HotListRefused {
    return importing.run(name, terms, layout, file, by);
  }

  @Override
  public HotList confirm(String name, long waitingId, Actor by, Set<Role> roles)
      throws HotListRefused {
    return importing.confirm(name, waitingId, by, roles);
  }

  @Override
  public boolean discard(String name, long waitingId, Actor by) {
    return importing.discard(name, waitingId, by);
  }

  @Override
  public HotList change(String name, HotListTerms terms, Actor by) throws HotListRefused {
    Importing.checked(name);
    Map<String, String> facts = Map.of("terms", TermsText.of(terms));
    acts.record(by, "hotlist.change", name, "", facts);
    if (!lists.terms(name, terms)) {
      throw new HotListRefused(Because.UNKNOWN, "There is no hot list " + name + ".");
    }
    loader.refresh();
    acts.tell("hotlist.changed", name, by, Map.of());
    return lists
        .head(name)
        .map(HotListTable.Head::list)
        .orElseThrow(() -> new HotListRefused(Because.UNKNOWN, name + " was removed meanwhile."));
  }

  @Override
  public boolean remove(String name, Actor by) {
    acts.record(by, "hotlist.remove", name, "", Map.of());
    boolean removed = loader.remove(name);
    if (removed) {
      acts.tell("hotlist.removed", name, by, Map.of());
    }
    return removed;
  }

  @Override
  public List<HotListEntry> check(String plate, LookUp why, Actor by, Set<Role> roles) {
    String text =
        PlateText.exact(plate)
            .orElseThrow(
                () -> new IllegalArgumentException("plate: must have 1 to 16 letters and digits"));
    acts.record(by, "hotlist.check", text, why.reason(), Map.of("caseNumber", why.caseNumber()));
    Instant now = acts.now();
    Map<String, Set<Role>> seenBy = new HashMap<>();
    lists.heads().forEach(head -> seenBy.put(head.list().name(), head.list().terms().seenBy()));
    seenBy.put(BY_HAND, ByHand.TERMS.seenBy());
    List<HotListEntry> found = new ArrayList<>(lists.find(text, now));
    HandTable.InForce inForce = hand.inForce(now);
    inForce.entries().stream()
        .filter(entry -> entry.content().plate().equals(text))
        .forEach(entry -> found.add(shown(entry, inForce.changedAt())));
    return found.stream()
        .sorted(Comparator.comparingInt(HotListEntry::priority).thenComparing(HotListEntry::list))
        .map(
            entry ->
                seenBy.getOrDefault(entry.list(), Set.of()).stream().anyMatch(roles::contains)
                    ? entry
                    : entry.withoutDetails())
        .toList();
  }

  private static HotListEntry shown(HandEntry entry, Instant changedAt) {
    HandEntry.Content content = entry.content();
    return new HotListEntry(
        BY_HAND,
        changedAt,
        ByHand.TERMS.priority(),
        content.plate(),
        content.state(),
        content.reason(),
        content.agency(),
        entry.addedAt().toString(),
        Optional.of(content.expires()),
        content.make(),
        content.color(),
        "",
        content.caseNumber(),
        false);
  }

  @Override
  public HandEntry add(HandEntry.Content content, Actor by) {
    return byHand.add(content, by);
  }

  @Override
  public HandEntry decide(String id, HandEntry.State to, String note, Actor by, Set<Role> roles)
      throws HotListRefused {
    return byHand.decide(id, to, note, by, roles);
  }

  @Override
  public List<HandEntry> byHand() {
    return byHand.newest();
  }

  @Override
  @Deactivate
  public void close() {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("The subscription of hot lists could not be closed", e);
    }
    learned.close();
    cluster.close();
    loader.close();
  }
}
