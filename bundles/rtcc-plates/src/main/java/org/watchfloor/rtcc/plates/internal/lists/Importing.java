package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.HotListRefused;
import org.watchfloor.rtcc.api.plates.HotListRefused.Because;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.api.plates.HotLists;

/**
 * Brings files into the store and in force: at once, or when a supervisor has confirmed one that
 * has lost most of the list. Thread-safe; one import of a list at a time.
 */
final class Importing {
  private static final Logger LOG = LoggerFactory.getLogger(Importing.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

  /** The number of an import without entries. */
  private static final long NOTHING = 0;

  private final HotListTable lists;
  private final ImportTable imports;
  private final ListLoader loader;
  private final Acts acts;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Importing(HotListTable lists, ImportTable imports, ListLoader loader, Acts acts) {
    this.lists = lists;
    this.imports = imports;
    this.loader = loader;
    this.acts = acts;
  }

  static String checked(String name) {
    if (!NAME.matcher(name).matches() || name.equals(HotLists.BY_HAND)) {
      throw new IllegalArgumentException(
          "name: must have 1 to 64 letters, digits, spaces, dots, hyphens or underscores, and not"
              + " be \""
              + HotLists.BY_HAND
              + "\"");
    }
    return name;
  }

  HotListImport run(
      String name, Optional<HotListTerms> given, String layout, InputStream file, Actor by)
      throws IOException, HotListRefused {
    checked(name);
    if (!layout.isEmpty()) {
      Layouts.named(layout);
    }
    if (!running.add(name)) {
      throw new HotListRefused(Because.STATE, "The list is being imported at this moment.");
    }
    try {
      Optional<HotList> before = lists.head(name).map(HotListTable.Head::list);
      HotListTerms terms =
          given
              .or(() -> before.map(HotList::terms))
              .orElseThrow(
                  () -> new IllegalArgumentException("owner: name the agency that answers for it"));
      return staged(name, terms, before, layout, file, by);
    } finally {
      running.remove(name);
    }
  }

  private HotListImport staged(
      String name,
      HotListTerms terms,
      Optional<HotList> before,
      String layout,
      InputStream file,
      Actor by)
      throws IOException {
    long id = imports.begin(name, acts.now());
    boolean kept = false;
    try {
      int[] next = {0};
      HotListFile.Read read =
          HotListFile.read(
              file,
              layout,
              rows -> {
                imports.write(id, next[0], worded(rows, terms), acts.now());
                next[0] += rows.size();
              });
      HotListImport done = ended(id, name, terms, before, read, by);
      kept = true;
      return done;
    } finally {
      if (!kept) {
        forget(id);
      }
    }
  }

  private static List<HotRow> worded(List<HotRow> rows, HotListTerms terms) {
    return rows.stream().map(row -> worded(row, terms)).toList();
  }

  /** The list's own words for a code go before the file's, and those before the list's reason. */
  private static HotRow worded(HotRow row, HotListTerms terms) {
    String words = terms.reasons().get(row.code().isEmpty() ? row.reason() : row.code());
    String reason = words != null ? words : row.reason();
    return new HotRow(
        row.plate(),
        row.state(),
        row.code(),
        reason.isEmpty() ? terms.reason() : reason,
        row.agency(),
        row.entered(),
        row.expires(),
        row.make(),
        row.color(),
        row.vehicle(),
        row.reference());
  }

  private HotListImport ended(
      long id,
      String name,
      HotListTerms terms,
      Optional<HotList> before,
      HotListFile.Read read,
      Actor by) {
    Optional<String> why = read.doubt().or(() -> lost(before, read.entries()));
    Map<String, String> facts = facts(terms, read);
    why.ifPresent(reason -> facts.put("waits", reason));
    acts.record(by, "hotlist.import", name, "", facts);
    HotList list =
        new HotList(
            name, terms, read.entries(), read.layout(), acts.now(), by.name(), Optional.empty());
    if (why.isEmpty()) {
      loader.point(list, id);
      acts.tell("hotlist.imported", name, by, facts);
      return result(list, read, Optional.empty());
    }
    HotList.Waiting waiting =
        new HotList.Waiting(id, read.entries(), why.get(), acts.now(), by.name());
    if (before.isEmpty()) {
      // Nothing is in force yet, and still the list is shown with what waits for it.
      lists.point(
          new HotList(name, terms, 0, "", acts.now(), by.name(), Optional.empty()), NOTHING);
    }
    imports.await(name, new ImportTable.Waiting(waiting, read.layout(), terms));
    LOG.warn("The hot list {} stays as it was: {}", name, why.get());
    acts.tell("hotlist.waits", name, by, facts);
    return result(lists.head(name).map(HotListTable.Head::list).orElse(list), read, why);
  }

  private static HotListImport result(HotList list, HotListFile.Read read, Optional<String> waits) {
    return new HotListImport(
        list, read.layout(), read.entries(), read.faults(), read.faultCount(), waits);
  }

  private static Optional<String> lost(Optional<HotList> before, int entries) {
    int had = before.map(HotList::entries).orElse(0);
    return had > 0 && entries * 10L <= had
        ? Optional.of(
            "it has %d entries, and the list had %d: nine tenths or more are gone"
                .formatted(entries, had))
        : Optional.empty();
  }

  private static Map<String, String> facts(HotListTerms terms, HotListFile.Read read) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("owner", terms.owner());
    facts.put("layout", read.layout());
    facts.put("entries", String.valueOf(read.entries()));
    facts.put("faults", String.valueOf(read.faultCount()));
    return facts;
  }

  /** The next sweep deletes what it has written. */
  private void forget(long id) {
    try {
      imports.forget(id);
      loader.start();
    } catch (RuntimeException e) {
      LOG.warn("What an import that failed has written is deleted in 15 minutes", e);
    }
  }

  HotList confirm(String name, long id, Actor by, Set<Role> roles) throws HotListRefused {
    if (!roles.contains(Role.SUPERVISOR) || ByHand.isToken(by)) {
      acts.denied(by, "hotlist.confirm", name, "no supervisor");
      throw new HotListRefused(
          Because.NOT_ALLOWED, "A person with the role supervisor confirms, not a token.");
    }
    ImportTable.Waiting waiting =
        imports
            .waiting(name)
            .filter(w -> w.shown().id() == id)
            .orElseThrow(
                () ->
                    new HotListRefused(
                        Because.STATE, "No import of that number waits for the list; look again."));
    Map<String, String> facts =
        Map.of("entries", String.valueOf(waiting.shown().entries()), "why", waiting.shown().why());
    acts.record(by, "hotlist.confirm", name, "", facts);
    HotList list =
        new HotList(
            name,
            waiting.terms(),
            waiting.shown().entries(),
            waiting.layout(),
            waiting.shown().at(),
            waiting.shown().by(),
            Optional.empty());
    loader.point(list, id);
    acts.tell("hotlist.imported", name, by, facts);
    return list;
  }

  boolean discard(String name, long id, Actor by) {
    boolean there = imports.waiting(name).filter(w -> w.shown().id() == id).isPresent();
    if (there) {
      acts.record(by, "hotlist.discard", name, "", Map.of("id", String.valueOf(id)));
      imports.forget(id);
      loader.start();
      acts.tell("hotlist.discarded", name, by, Map.of());
    }
    return there;
  }
}
