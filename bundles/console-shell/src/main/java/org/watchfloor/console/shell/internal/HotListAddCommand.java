package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HotLists;

/** {@code rtcc:hotlist-add}: enters a plate by hand. */
@Service
@Command(
    scope = "rtcc",
    name = "hotlist-add",
    description =
        "Enters a plate by hand; it is in force when a second person, a supervisor, has approved"
            + " it. Audited.")
public final class HotListAddCommand extends RtccCommand {
  @Argument(index = 0, name = "plate", description = "Letters and digits.", required = true)
  String plate = "";

  @Option(name = "--reason", description = "Why it is looked for.", required = true)
  String reason = "";

  @Option(name = "--case", description = "Number of the case or call.", required = true)
  String caseNumber = "";

  @Option(name = "--hours", description = "How long it is looked for.", required = true)
  int hours;

  @Option(name = "--state", description = "Who issued the plate, for instance NC.")
  String state = "";

  @Option(name = "--make", description = "Of the vehicle.")
  String make = "";

  @Option(name = "--color", description = "Of the vehicle.")
  String color = "";

  @Reference(optional = true)
  @Nullable HotLists hotLists;

  Clock clock = Clock.systemUTC();

  @Override
  void run(PrintStream out) {
    if (hours < 1) {
      throw new IllegalArgumentException("--hours: " + hours + " is less than 1");
    }
    HotLists lists = need(hotLists, "rtcc-plates");
    HandEntry.Content content =
        new HandEntry.Content(
            plate,
            state,
            reason,
            caseNumber,
            "",
            make,
            color,
            clock.instant().plus(Duration.ofHours(hours)));
    HandEntry entry = lists.add(content, Caller.current().actor());
    if (json) {
      print(out, HotListListCommand.node(entry));
      return;
    }
    out.printf(
        "%s is entered and waits for a second person:%n  rtcc:hotlist-approve %s%n",
        entry.content().plate(), entry.id());
  }
}
