package org.watchfloor.rtcc.plates.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HandEntry.State;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListEntry;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.HotListRefused;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.Issuer;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@EachStore
@Timeout(60)
class HotListCenterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  private static final Actor BOB = new Actor("bob", "https 127.0.0.2");
  private static final Actor TOKEN = new Actor("token:robot", "https 127.0.0.3");
  private static final Set<Role> OPERATOR = Set.of(Role.OPERATOR);
  private static final Set<Role> SUPERVISOR = Set.of(Role.SUPERVISOR);
  private static final LookUp WHY = new LookUp("traffic stop", "26-4711");
  private static final String HEADER = "plate,state,reason,agency,entered,expires\n";
  private static final String CSV = HEADER + "HOT1234,NC,stolen vehicle,Demo PD,2026-11-24,\n";

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MemoryAudit audit = new MemoryAudit();
  private final MovedClock clock = new MovedClock("2026-11-24T14:00:00Z");
  private HotListIndex index;
  private SqlStore store;
  private HotListCenter center;

  @BeforeEach
  void start() throws Exception {
    store = RealStore.open(folder);
    index = new HotListIndex();
    center = new HotListCenter(store, audit, bus, index, clock);
    index.awaitLoaded();
  }

  @AfterEach
  void stop() {
    center.close();
    store.close();
  }

  private HotListImport load(String name, String text) throws Exception {
    return load(name, HotListTerms.of("Demo PD"), text);
  }

  private HotListImport load(String name, HotListTerms terms, String text) throws Exception {
    return center.importList(name, Optional.of(terms), "", in(text), ANA);
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String many(int from, int to) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = from; i < to; i++) {
      csv.append("P").append(i).append(",NC,stolen vehicle,Demo PD,2026-11-24,2027-11-24\n");
    }
    return csv.toString();
  }

  private boolean hot(String plate) {
    return !index.match(plate, Issuer.of("NC"), clock.instant()).isEmpty();
  }

  private HotList list(String name) {
    return center.all().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  private int entries() {
    return store.read(
        c -> {
          try (Statement statement = c.createStatement();
              ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM plates_entry")) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private List<String> acts() {
    return audit.records().stream().map(r -> r.action() + " " + r.outcome()).toList();
  }

  @Test
  void anImportIsInForceAtOnceAuditedAndTold() throws Exception {
    HotListImport done = load("stolen", CSV + ",NC,no plate,,,\n");
    assertThat(done.imported()).isEqualTo(1);
    assertThat(done.layout()).isEqualTo("csv");
    assertThat(done.waits()).isEmpty();
    assertThat(done.faults()).containsExactly(new HotListImport.Fault(3, "plate: is missing"));
    assertThat(hot("HOT1234")).isTrue();
    assertThat(list("stolen")).isEqualTo(done.list());
    assertThat(done.list().importedAt()).isEqualTo(NOW);
    assertThat(acts()).containsExactly("hotlist.import DONE");
    assertThat(bus.changes())
        .extracting(c -> c.kind() + " " + c.subject())
        .containsExactly("hotlist.imported stolen");
  }

  @Test
  void anImportReplacesAListAsAWholeAndARemovalEndsIt() throws Exception {
    load("stolen", CSV);
    load("stolen", HotListTerms.of("Other"), HEADER + "NEW1,,armed,,,\n");
    assertThat(hot("HOT1234")).isFalse();
    assertThat(hot("NEW1")).isTrue();
    assertThat(list("stolen").owner()).isEqualTo("Other");
    await(() -> entries() == 1);
    assertThat(center.remove("stolen", ANA)).isTrue();
    assertThat(center.remove("stolen", ANA)).isFalse();
    assertThat(hot("NEW1")).isFalse();
    assertThat(center.all()).extracting(HotList::name).containsExactly(HotLists.BY_HAND);
    await(() -> entries() == 0);
  }

  @Test
  void termsStayWhereAnImportSaysNone() throws Exception {
    HotListTerms terms =
        new HotListTerms(
            "State Police",
            "sftp",
            "wanted",
            Map.of("V", "stolen, be careful"),
            1,
            Optional.of(NOW.plusSeconds(60)),
            EnumSet.of(Role.SUPERVISOR),
            0.8);
    load("state", terms, "plate,code\nA1,V\nB2,X\n");
    center.importList("state", Optional.empty(), "csv", in("plate,code\nA1,V\nC3,\n"), ANA);
    assertThat(list("state").terms()).isEqualTo(terms);
    assertThat(center.check("A1", WHY, BOB, SUPERVISOR))
        .extracting(HotListEntry::reason)
        .containsExactly("stolen, be careful");
    assertThat(center.check("C3", WHY, BOB, SUPERVISOR))
        .extracting(HotListEntry::reason)
        .containsExactly("wanted");
  }

  @Test
  void expiredEntriesAndListsDoNotMatch() throws Exception {
    HotListTerms terms =
        new HotListTerms(
            "PD", "", "", Map.of(), 3, Optional.of(NOW.plusSeconds(60)), SUPERVISOR, 0.5);
    load("short", terms, HEADER + "A1,NC,r,a,,2026-11-24T14:00:30Z\nB2,NC,r,a,,\n");
    assertThat(hot("A1")).isTrue();
    clock.move(Duration.ofSeconds(31));
    assertThat(hot("A1")).isFalse();
    assertThat(center.check("A1", WHY, BOB, SUPERVISOR)).isEmpty();
    assertThat(hot("B2")).isTrue();
    clock.move(Duration.ofSeconds(30));
    assertThat(hot("B2")).isFalse();
    assertThat(center.check("B2", WHY, BOB, SUPERVISOR)).isEmpty();
    center.change("short", HotListTerms.of("PD"), ANA);
    assertThat(hot("B2")).isTrue();
    assertThat(hot("A1")).isFalse();
  }

  @Test
  void detailsAreForTheRolesOfTheListOnly() throws Exception {
    load(
        "secret",
        new HotListTerms("PD", "", "", Map.of(), 1, Optional.empty(), SUPERVISOR, 0.5),
        CSV);
    load("open", CSV);
    assertThat(index.match("HOT1234", Issuer.of("NC"), clock.instant()))
        .extracting(match -> match.list() + ": " + match.entry().reason())
        .containsExactlyInAnyOrder("secret: details only for: supervisor", "open: stolen vehicle");
    List<HotListEntry> operator = center.check("hot-1234", WHY, BOB, OPERATOR);
    assertThat(operator).extracting(HotListEntry::list).containsExactly("secret", "open");
    assertThat(operator.get(0).hidden()).isTrue();
    assertThat(operator.get(0).reason()).isEmpty();
    assertThat(operator.get(1).agency()).isEqualTo("Demo PD");
    assertThat(center.check("HOT1234", WHY, BOB, SUPERVISOR).get(0).reason())
        .isEqualTo("stolen vehicle");
    AuditRecord look = audit.records().get(audit.records().size() - 1);
    assertThat(look.action()).isEqualTo("hotlist.check");
    assertThat(look.reason()).isEqualTo("traffic stop");
    audit.down(true);
    assertThatThrownBy(() -> center.check("HOT1234", WHY, BOB, SUPERVISOR))
        .isInstanceOf(AuditUnavailable.class);
  }

  @Test
  void aListThatLostNineTenthsWaitsForASupervisor() throws Exception {
    load("stolen", many(0, 100));
    HotListImport done = load("stolen", many(0, 10));
    assertThat(done.waits().orElse("")).contains("has 10 entries, and the list had 100");
    assertThat(hot("P99")).isTrue();
    HotList.Waiting waiting = list("stolen").waiting().orElseThrow();
    assertThat(waiting.entries()).isEqualTo(10);
    assertThat(list("stolen").entries()).isEqualTo(100);

    assertThatThrownBy(() -> center.confirm("stolen", waiting.id(), BOB, OPERATOR))
        .isInstanceOf(HotListRefused.class);
    assertThatThrownBy(() -> center.confirm("stolen", waiting.id(), TOKEN, SUPERVISOR))
        .hasMessageContaining("not a token");
    assertThatThrownBy(() -> center.confirm("stolen", waiting.id() + 1, BOB, SUPERVISOR))
        .hasMessageContaining("No import of that number");
    assertThat(acts()).contains("hotlist.confirm DENIED");
    assertThat(hot("P99")).isTrue();

    center.confirm("stolen", waiting.id(), BOB, SUPERVISOR);
    assertThat(hot("P99")).isFalse();
    assertThat(hot("P9")).isTrue();
    assertThat(list("stolen").waiting()).isEmpty();
    assertThat(list("stolen").entries()).isEqualTo(10);
    await(() -> entries() == 10);
  }

  @Test
  void anImportThatWaitsSurvivesARestartAndIsEndedByAWholeOne() throws Exception {
    load("stolen", many(0, 100));
    load("stolen", many(0, 5));
    stop();
    start();
    HotList.Waiting waiting = list("stolen").waiting().orElseThrow();
    load("stolen", many(0, 6));
    HotList.Waiting second = list("stolen").waiting().orElseThrow();
    assertThat(second.id()).isNotEqualTo(waiting.id());
    assertThat(center.discard("stolen", waiting.id(), ANA)).isFalse();
    load("stolen", many(0, 90));
    assertThat(list("stolen").waiting()).isEmpty();
    assertThat(hot("P89")).isTrue();
    await(() -> entries() == 90);
    load("stolen", HEADER);
    assertThat(center.discard("stolen", list("stolen").waiting().orElseThrow().id(), ANA)).isTrue();
    assertThat(list("stolen").entries()).isEqualTo(90);
  }

  @Test
  void aFirstFileThatIsCutOffWaitsAndIsShown() throws Exception {
    HotListImport done =
        center.importList(
            "svs",
            Optional.of(HotListTerms.of("CA DOJ")),
            "ca-doj",
            in("HOT1234 NC1220190515\n"),
            ANA);
    assertThat(done.waits().orElse("")).contains("TOTAL RECORD is missing");
    assertThat(hot("HOT1234")).isFalse();
    center.confirm("svs", list("svs").waiting().orElseThrow().id(), BOB, SUPERVISOR);
    assertThat(hot("HOT1234")).isTrue();
    assertThat(list("svs").layout()).isEqualTo("ca-doj");
  }

  @Test
  void aRefusedImportChangesNothing() throws Exception {
    load("stolen", CSV);
    assertThatThrownBy(() -> load("../etc", CSV)).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> load(HotLists.BY_HAND, CSV)).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> load("stolen", "nonsense")).hasMessageStartingWith("file: ");
    assertThatThrownBy(() -> center.importList("new", Optional.empty(), "", in(CSV), ANA))
        .hasMessageStartingWith("owner: ");
    assertThatThrownBy(() -> center.importList("stolen", Optional.empty(), "xls", in(CSV), ANA))
        .hasMessageStartingWith("layout: ");
    InputStream broken =
        new SequenceInputStream(
            in(many(0, 12_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the connection is gone");
              }
            });
    assertThatThrownBy(() -> center.importList("stolen", Optional.empty(), "", broken, ANA))
        .isInstanceOf(IOException.class);
    assertThat(acts()).containsExactly("hotlist.import DONE");
    audit.down(true);
    assertThatThrownBy(() -> load("stolen", HEADER + "B1,,,,,\n"))
        .isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> center.remove("stolen", ANA)).isInstanceOf(AuditUnavailable.class);
    assertThat(hot("HOT1234")).isTrue();
    assertThat(list("stolen").importedAt()).isEqualTo(NOW);
    await(() -> entries() == 1);
  }

  @Test
  void whileAListIsImportedAnotherImportOfItIsRefusedAndNobodyElseWaits() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    InputStream slow =
        new SequenceInputStream(
            in(many(0, 6_000)),
            new InputStream() {
              @Override
              public int read() {
                begun.countDown();
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return -1;
              }
            });
    Thread thread =
        new Thread(
            () -> {
              try {
                center.importList("big", Optional.of(HotListTerms.of("PD")), "csv", slow, ANA);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    begun.await();
    assertThatThrownBy(() -> load("big", CSV)).hasMessageContaining("at this moment");
    load("other", CSV);
    assertThat(hot("HOT1234")).isTrue();
    assertThat(hot("P1")).isFalse();
    // The sweep after the import of the other list has left what is still on its way.
    load("other", CSV);
    go.countDown();
    thread.join();
    assertThat(hot("P5999")).isTrue();
    assertThat(list("big").entries()).isEqualTo(6_000);
  }

  @Test
  void stoppedAndStartedTheListsAreThereAgain() throws Exception {
    load("stolen", CSV);
    String id = center.add(content("HAND1"), ANA).id();
    center.decide(id, State.APPROVED, "", BOB, SUPERVISOR);
    stop();
    start();
    assertThat(hot("HOT1234")).isTrue();
    assertThat(hot("HAND1")).isTrue();
  }

  @Test
  void listsOfAStoreThatKnewNoTermsAreKept() throws Exception {
    stop();
    Path old = Files.createDirectory(folder.resolve("old"));
    store = RealStore.open(old);
    new Tables(store).store();
    store.write(
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.execute(
                "INSERT INTO plates_hotlist (name, owner, entries, imported_at, imported_by,"
                    + " import_id) VALUES ('stolen', '', 1, 1764000000000000, 'sue', 4)");
            statement.execute(
                "INSERT INTO plates_entry (import_id, line, plate, state, reason, agency, entered,"
                    + " expires) VALUES (4, 0, 'OLD1234', 'NC', 'stolen', 'PD', '2026-11-01', "
                    + HotEntry.NEVER
                    + ")");
            return 0;
          }
        });
    index = new HotListIndex();
    center = new HotListCenter(store, audit, bus, index, clock);
    index.awaitLoaded();
    assertThat(hot("OLD1234")).isTrue();
    HotList list = list("stolen");
    assertThat(list.owner()).isEqualTo("unknown");
    assertThat(list.entries()).isEqualTo(1);
    assertThat(list.importedBy()).isEqualTo("sue");
    assertThat(center.check("OLD1234", WHY, BOB, OPERATOR))
        .extracting(HotListEntry::reason)
        .containsExactly("stolen");
    load("stolen", CSV);
    assertThat(hot("OLD1234")).isFalse();
    await(() -> entries() == 1);
  }

  @Test
  void whatAnImportHasWrittenWhoseProcessDiedIsSweptAfterAWhile() throws Exception {
    ListSchema schema = new ListSchema(new Tables(store));
    ImportTable imports = new ImportTable(schema);
    long id = imports.begin("dead", clock.instant());
    List<HotRow> rows = List.of(new RowBuilder().plate("DEAD1").build());
    imports.write(id, 0, rows, clock.instant());
    imports.sweep(clock.instant().plus(Duration.ofMinutes(14)));
    assertThat(entries()).isEqualTo(1);
    imports.sweep(clock.instant().plus(Duration.ofMinutes(16)));
    assertThat(entries()).isZero();
    assertThatThrownBy(() -> imports.write(id, 1, rows, clock.instant()))
        .hasMessageContaining("taken for dead");
  }

  private static HandEntry.Content content(String plate) {
    return new HandEntry.Content(
        plate, "NC", "armed robbery", "26-0815", "Demo PD", "ford", "red", NOW.plusSeconds(3_600));
  }

  @Test
  void anEntryByHandIsInForceWhenASecondPersonHasApprovedIt() throws Exception {
    HandEntry entry = center.add(content("hand-1"), ANA);
    assertThat(entry.content().plate()).isEqualTo("HAND1");
    assertThat(hot("HAND1")).isFalse();
    for (Set<Role> roles : List.of(OPERATOR, Set.<Role>of())) {
      assertThatThrownBy(() -> center.decide(entry.id(), State.APPROVED, "", BOB, roles))
          .hasMessageContaining("supervisor");
    }
    assertThatThrownBy(() -> center.decide(entry.id(), State.APPROVED, "", ANA, SUPERVISOR))
        .hasMessageContaining("second person");
    assertThatThrownBy(() -> center.decide(entry.id(), State.APPROVED, "", TOKEN, SUPERVISOR))
        .hasMessageContaining("not a token");
    assertThat(hot("HAND1")).isFalse();
    assertThat(acts()).containsOnlyOnce("hotlist-entry.add DONE");
    assertThat(acts()).filteredOn(a -> a.equals("hotlist-entry.approve DENIED")).hasSize(4);

    HandEntry approved = center.decide(entry.id(), State.APPROVED, "", BOB, SUPERVISOR);
    assertThat(approved.decidedBy()).isEqualTo("bob");
    assertThat(hot("HAND1")).isTrue();
    assertThat(list(HotLists.BY_HAND).entries()).isEqualTo(1);
    assertThat(center.byHand()).containsExactly(approved);
    assertThat(center.check("HAND1", WHY, BOB, OPERATOR))
        .extracting(HotListEntry::reference)
        .containsExactly("26-0815");
    assertThatThrownBy(() -> center.decide(entry.id(), State.REJECTED, "late", BOB, SUPERVISOR))
        .hasMessageContaining("approved by bob");

    clock.move(Duration.ofHours(1));
    assertThat(hot("HAND1")).isFalse();
    assertThat(list(HotLists.BY_HAND).entries()).isZero();
  }

  @Test
  void anEntryByHandIsWithdrawnOrRejectedForAReason() throws Exception {
    HandEntry first = center.add(content("HAND1"), ANA);
    center.decide(first.id(), State.APPROVED, "", BOB, SUPERVISOR);
    assertThatThrownBy(() -> center.decide(first.id(), State.WITHDRAWN, "", ANA, OPERATOR))
        .hasMessageStartingWith("note: ");
    assertThatThrownBy(
            () ->
                center.decide(
                    first.id(), State.WITHDRAWN, "found", new Actor("eve", "x"), OPERATOR))
        .hasMessageContaining("Only who made it");
    center.decide(first.id(), State.WITHDRAWN, "found", ANA, OPERATOR);
    assertThat(hot("HAND1")).isFalse();
    HandEntry second = center.add(content("HAND2"), ANA);
    center.decide(second.id(), State.REJECTED, "no case", BOB, SUPERVISOR);
    assertThat(center.byHand())
        .extracting(e -> e.state() + " " + e.note())
        .containsExactlyInAnyOrder("WITHDRAWN found", "REJECTED no case");
    assertThatThrownBy(() -> center.decide("none", State.REJECTED, "why", BOB, SUPERVISOR))
        .isInstanceOf(HotListRefused.class);
  }

  @Test
  void anEntryByHandNeedsReasonCaseAndEnd() {
    assertRefused(
        new HandEntry.Content("?", "", "why", "1", "", "", "", NOW.plusSeconds(9)), "plate");
    assertRefused(
        new HandEntry.Content("A1", "", "x", "1", "", "", "", NOW.plusSeconds(9)), "reason");
    assertRefused(
        new HandEntry.Content("A1", "", "why", " ", "", "", "", NOW.plusSeconds(9)), "caseNumber");
    assertRefused(new HandEntry.Content("A1", "", "why", "1", "", "", "", NOW), "expires");
    assertRefused(
        new HandEntry.Content("A1", "", "why", "1", "", "", "", NOW.plus(Duration.ofDays(400))),
        "expires");
    assertThat(audit.records()).isEmpty();
  }

  private void assertRefused(HandEntry.Content content, String field) {
    assertThatThrownBy(() -> center.add(content, ANA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field + ": ");
  }

  @Test
  void aLargeListIsImportedInPiecesAndWhole() throws Exception {
    long begin = System.nanoTime();
    assertThat(load("big", many(0, 60_000)).imported()).isEqualTo(60_000);
    System.out.printf(
        "%s: 60,000 entries imported in %d ms%n",
        RealStore.dialect(), (System.nanoTime() - begin) / 1_000_000);
    assertThat(hot("P0")).isTrue();
    assertThat(hot("P59999")).isTrue();
    assertThat(hot("P60000")).isFalse();
    assertThat(entries()).isEqualTo(60_000);
  }
}
