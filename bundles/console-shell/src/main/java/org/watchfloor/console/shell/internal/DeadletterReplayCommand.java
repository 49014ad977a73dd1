package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.json.DeadLetterJson;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:deadletter-replay}: has messages decoded again, by the decoder as it is now. */
@Service
@Command(
    scope = "rtcc",
    name = "deadletter-replay",
    description =
        "Decodes dead letters again, oldest first; an event that is known is kept once. Audited.")
public final class DeadletterReplayCommand extends RtccCommand {
  private static final int PAGE = 1_000;
  private static final int PATIENCE_SECONDS = 60;

  @Argument(name = "numbers", description = "As in rtcc:deadletter-list.", multiValued = true)
  @Nullable List<Long> numbers;

  @Option(name = "--source", description = "All of this source that were not taken yet.")
  String source = "";

  @Reference(optional = true)
  @Nullable DeadLetters letters;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) throws Exception {
    List<Long> given = numbers == null ? List.of() : numbers;
    if (given.isEmpty() == source.isEmpty()) {
      throw new IllegalArgumentException("numbers: give numbers, or --source, and not both");
    }
    DeadLetters kept = need(letters, "core-deadletters");
    Audit log = need(audit, "core-audit");
    Caller caller = Caller.current();
    ArrayNode array = Json.array();
    int taken = 0;
    List<Long> wanted = source.isEmpty() ? given : ofSource(kept);
    for (long number : wanted) {
      log.record(
          AuditRecord.done(
              caller.identity().name(),
              caller.origin(),
              "dead-letter.replay",
              String.valueOf(number)));
      DeadLetter.Replay replay = replay(kept, number, caller.identity().name());
      taken += replay.taken() ? 1 : 0;
      tell(number, replay, array, out);
    }
    if (json) {
      print(out, array);
    } else {
      out.println(taken + " of " + wanted.size() + " taken.");
    }
  }

  private List<Long> ofSource(DeadLetters kept) {
    List<Long> found = new ArrayList<>();
    long before = 0;
    List<DeadLetter> page;
    do {
      page = kept.list(source, before, PAGE);
      for (DeadLetter letter : page) {
        before = letter.number();
        if (!letter.replay().map(DeadLetter.Replay::taken).orElse(false)) {
          found.add(letter.number());
        }
      }
    } while (page.size() == PAGE);
    Collections.reverse(found);
    return found;
  }

  private static DeadLetter.Replay replay(DeadLetters kept, long number, String by)
      throws InterruptedException, ExecutionException {
    try {
      Optional<DeadLetter.Replay> replay =
          kept.replay(number, by).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return replay.orElseThrow(() -> DeadletterShowCommand.unknown(number));
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "dead letter " + number + " was not decoded within " + PATIENCE_SECONDS + " s", e);
    }
  }

  private void tell(long number, DeadLetter.Replay replay, ArrayNode array, PrintStream out) {
    if (json) {
      ObjectNode node = Json.object().put("number", number);
      node.setAll(DeadLetterJson.write(replay));
      array.add(node);
    } else {
      out.println(number + " " + DeadletterListCommand.words(replay));
    }
  }
}
