package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.TreeMap;
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

/** {@code rtcc:deadletter-show}: one message that no decoder understood. */
@Service
@Command(
    scope = "rtcc",
    name = "deadletter-show",
    description = "Shows a dead letter with its headers and the beginning of its body. Audited.")
public final class DeadletterShowCommand extends RtccCommand {
  private static final int MAX_BYTES = 1 << 20;

  @Argument(name = "number", description = "As in rtcc:deadletter-list.", required = true)
  long number;

  @Option(name = "--bytes", description = "Of the body at most, 0 to 1048576.")
  int bytes = 4096;

  @Option(name = "--hex", description = "The body in hexadecimal even if it is text.")
  boolean hex;

  @Reference(optional = true)
  @Nullable DeadLetters letters;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) {
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("bytes: " + bytes + " is not within 0 to " + MAX_BYTES);
    }
    DeadLetters kept = need(letters, "core-deadletters");
    Caller caller = Caller.current();
    need(audit, "core-audit")
        .record(
            AuditRecord.done(
                caller.identity().name(),
                caller.origin(),
                "dead-letter.view",
                String.valueOf(number)));
    DeadLetter letter = kept.get(number).orElseThrow(() -> unknown(number));
    BodyText body = BodyText.of(letter.body(), bytes, hex);
    if (json) {
      ObjectNode node = DeadLetterJson.write(letter);
      node.put("body", body.text()).put("hex", body.hex()).put("cut", body.cut());
      print(out, node);
      return;
    }
    out.println("Dead letter " + letter.number() + " of " + letter.sourceId());
    PlanText.line("Received", letter.receivedAt(), out);
    PlanText.line("Field", letter.field().isEmpty() ? "-" : letter.field(), out);
    PlanText.line("Reason", letter.reason(), out);
    PlanText.line(
        "Replayed", letter.replay().map(DeadletterListCommand::words).orElse("never"), out);
    PlanText.line("Content-Type", letter.contentType(), out);
    new TreeMap<>(letter.headers()).forEach((key, value) -> PlanText.line(key, value, out));
    out.println(letter.length() + " bytes" + (body.cut() ? ", the first " + bytes : "") + ":");
    out.println(body.text());
  }

  static IllegalArgumentException unknown(long number) {
    return new IllegalArgumentException(
        "number: there is no dead letter " + number + "; see rtcc:deadletter-list");
  }
}
