package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.json.DeadLetterJson;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:deadletter-list}: messages that no decoder understood. */
@Service
@Command(
    scope = "rtcc",
    name = "deadletter-list",
    description = "Lists messages that broke their format, newest first, and what became of each.")
public final class DeadletterListCommand extends RtccCommand {
  private static final int MAX = 1_000;

  @Argument(name = "source", description = "Only of this source.")
  String source = "";

  @Option(name = "--before", description = "Only numbers below this one.")
  long before;

  @Option(name = "--limit", aliases = "-n", description = "How many, 1 to 1000.")
  int limit = 50;

  @Reference(optional = true)
  @Nullable DeadLetters letters;

  @Override
  void run(PrintStream out) {
    if (limit < 1 || limit > MAX) {
      throw new IllegalArgumentException("limit: " + limit + " is not within 1 to " + MAX);
    }
    if (before < 0) {
      throw new IllegalArgumentException("before: " + before + " is not a number of a letter");
    }
    List<DeadLetter> found = need(letters, "core-deadletters").list(source, before, limit);
    if (json) {
      ArrayNode array = Json.array();
      found.forEach(letter -> array.add(DeadLetterJson.write(letter)));
      print(out, array);
      return;
    }
    ShellTable table = table("No.", "Source", "Received", "Bytes", "Field", "Reason", "Replayed");
    table.emptyTableText("No dead letters");
    for (DeadLetter letter : found) {
      table
          .addRow()
          .addContent(
              letter.number(),
              letter.sourceId(),
              letter.receivedAt(),
              letter.length(),
              PlainText.oneLine(letter.field()),
              PlainText.oneLine(letter.reason()),
              letter.replay().map(DeadletterListCommand::words).orElse("-"));
    }
    table.print(out);
  }

  static String words(DeadLetter.Replay replay) {
    return (replay.taken() ? "taken: " : "not taken: ") + replay.outcome();
  }
}
