package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:replay}: runs an incident or a drill again, in a center of its own. */
@Service
@Command(
    scope = "rtcc",
    name = "replay",
    description =
        "Sends the signals of a time to a sandbox, in their order and at their pace, and compares"
            + " the alerts. Alerts are not sent: the sandbox makes them again. Ctrl-C ends it."
            + " Audited.")
public final class ReplayCommand extends RtccCommand {
  private static final int SHOWN = 20;
  private static final int MAX_TOKEN_BYTES = 4096;

  @Option(name = "--from", description = "Time, UTC: 2026-11-24T22:10:00Z.", required = true)
  String from = "";

  @Option(name = "--to", description = "Time, UTC; before this one.", required = true)
  String to = "";

  @Option(name = "--speed", description = "1 as it was, 10 ten times as fast, 0 without pauses.")
  double speed = 1;

  @Option(
      name = "--into",
      description = "sandbox, as etc/org.watchfloor.replay.cfg says, or https://<host>:<port>.")
  String into = "sandbox";

  @Option(
      name = "--token-file",
      description = "With an address: file, ending in .token, with the sandbox's API token.")
  String tokenFile = "";

  @Option(name = "--reason", description = "Why; kept in the audit log.")
  String reason = "";

  @Option(name = "--dry-run", description = "Only says how many signals and alerts there are.")
  boolean dryRun;

  @Reference(optional = true)
  @Nullable Journal journal;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Reference(optional = true)
  @Nullable ReplayTarget target;

  @Override
  void run(PrintStream out) throws Exception {
    Journal log = need(journal, "core-journal");
    ReplayRange range = range(log);
    if (dryRun) {
      tell(out, range);
      return;
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason: say why with --reason; it goes to the audit log");
    }
    SandboxClient sandbox = sandbox();
    sandbox.check();
    long head = sandbox.head();
    record(range);
    ReplayRun run = new ReplayRun(log, sandbox, range, speed);
    try {
      run.send();
    } catch (InterruptedException e) {
      throw new IllegalStateException(
          "stopped after " + run.sent() + " of " + range.signals() + " signals", e);
    }
    result(out, range, run, run.compare(head));
  }

  private ReplayRange range(Journal log) {
    Instant begin = time("from", from);
    Instant end = time("to", to);
    if (!begin.isBefore(end)) {
      throw new IllegalArgumentException("to: " + to + " is not after " + from);
    }
    if (!(speed >= 0 && speed <= 1_000_000)) {
      throw new IllegalArgumentException("speed: must be 0 to 1000000");
    }
    return ReplayRange.of(log, begin, end);
  }

  private static Instant time(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          field + ": \"" + text + "\" is not a time like 2026-11-24T22:10:00Z", e);
    }
  }

  private SandboxClient sandbox() {
    if (!into.equals("sandbox")) {
      return new SandboxClient(into, token(tokenFile));
    }
    ReplayTarget configured = need(target, "console-shell");
    if (configured.url().isEmpty()) {
      throw new IllegalStateException(
          "no sandbox is configured: set url and token.file in etc/org.watchfloor.replay.cfg, or"
              + " give --into https://<host>:<port> --token-file <file>");
    }
    return new SandboxClient(configured.url(), token(configured.tokenFile()));
  }

  private static String token(String file) {
    if (file.isEmpty()) {
      throw new IllegalArgumentException(
          "token-file: a sandbox wants a token with the role sensor");
    }
    String token = ServerFile.named(file, ".token").read(MAX_TOKEN_BYTES).strip();
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException("token-file: " + file + " does not hold one token");
    }
    return token;
  }

  private void record(ReplayRange range) {
    Caller caller = Caller.current();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("from", from);
    facts.put("to", to);
    facts.put("speed", String.valueOf(speed));
    facts.put("signals", String.valueOf(range.signals()));
    need(audit, "core-audit")
        .record(
            new AuditRecord(
                caller.identity().name(),
                caller.origin(),
                "replay",
                into,
                AuditRecord.Outcome.DONE,
                reason,
                facts));
  }

  private void tell(PrintStream out, ReplayRange range) {
    if (json) {
      print(
          out,
          Json.object()
              .put("signals", range.signals())
              .put("alerts", range.alerts().size())
              .put("partly", range.partly()));
      return;
    }
    out.println(
        range.signals()
            + " signals, and "
            + range.alerts().size()
            + " alerts made of them alone. Nothing was sent.");
  }

  private void result(PrintStream out, ReplayRange range, ReplayRun run, List<String> differences) {
    if (json) {
      var node = Json.object().put("signals", run.sent()).put("duplicates", run.duplicates());
      node.put("alerts", range.alerts().size()).put("same", differences.isEmpty());
      var array = node.putArray("differences");
      differences.forEach(array::add);
      print(out, node);
      return;
    }
    out.println(run.sent() + " signals sent, " + run.duplicates() + " known to the sandbox.");
    out.println(
        differences.isEmpty()
            ? "The sandbox raised the same " + range.alerts().size() + " alerts."
            : "The sandbox did not come to the same result, in " + differences.size() + " alerts:");
    differences.stream().limit(SHOWN).forEach(line -> out.println("  " + line));
  }
}
