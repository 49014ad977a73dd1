package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.json.FormJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.SourceForms;
import org.watchfloor.core.api.runtime.SourceTest;

/** {@code rtcc:source-test}: tries a configuration without keeping it. */
@Service
@Command(
    scope = "rtcc",
    name = "source-test",
    description =
        "Opens a source with the values of its .cfg, or with others, says what came of it and"
            + " closes it again; nothing is kept. Audited.")
public final class SourceTestCommand extends RtccCommand {
  private static final int MAX_SECONDS = 60;

  @Argument(
      index = 0,
      name = "source",
      description = "<plugin id>~<name>; one that is not configured yet needs values.",
      required = true)
  String source = "";

  @Argument(
      index = 1,
      name = "values",
      description =
          "'key=value', in quotes, instead of what stands in the .cfg. A password is better written as"
              + " '.secret=$[env:NAME]' or '.secret=$[file:/path]': the shell keeps what is typed.",
      multiValued = true)
  @Nullable List<String> values;

  @Option(name = "--seconds", description = "After which it did not work, 1 to 60.")
  int seconds = 15;

  @Reference(optional = true)
  @Nullable SourceForms forms;

  @Reference(optional = true)
  @Nullable SourceConfigurations configurations;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) throws Exception {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "seconds: " + seconds + " is not within 1 to " + MAX_SECONDS);
    }
    SourceForms all = need(forms, "core-runtime");
    String plugin = plugin();
    if (all.form(plugin).isEmpty()) {
      throw new IllegalStateException(plugin + " is not running; see rtcc:plugin-list");
    }
    Map<String, String> tried = tried(need(configurations, "core-config"));
    Caller caller = Caller.current();
    need(audit, "core-audit")
        .record(AuditRecord.done(caller.identity().name(), caller.origin(), "source.test", source));
    Map<String, String> faults = all.faults(plugin, tried);
    if (faults.isEmpty()) {
      print(out, result(all, plugin, tried));
    } else {
      print(out, faults);
    }
  }

  private String plugin() {
    int tilde = source.indexOf('~');
    if (tilde < 1 || tilde == source.length() - 1) {
      throw new IllegalArgumentException(
          "source: \"" + source + "\" is not <plugin id>~<name>; see rtcc:source-list");
    }
    return source.substring(0, tilde);
  }

  private Map<String, String> tried(SourceConfigurations files) throws IOException {
    Map<String, String> tried = new TreeMap<>(files.read(source).orElse(Map.of()));
    for (String value : values == null ? List.<String>of() : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        // the text may hold a password: it is not repeated
        throw new IllegalArgumentException("values: give key=value; one of them has no \"=\"");
      }
      tried.put(value.substring(0, equals), value.substring(equals + 1));
    }
    if (tried.isEmpty()) {
      throw new IllegalArgumentException(
          "source: there is no configuration of " + source + "; give values as key=value");
    }
    return files.complete(source, tried);
  }

  private SourceTest result(SourceForms all, String plugin, Map<String, String> tried)
      throws InterruptedException, ExecutionException {
    try {
      return all.test(plugin, tried, Duration.ofSeconds(seconds))
          .toCompletableFuture()
          .get(2L * seconds + 10, TimeUnit.SECONDS); // its own deadline, and that of closing
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          source + " did not come to an end; see rtcc:plugin-info " + plugin, e);
    }
  }

  private void print(PrintStream out, SourceTest test) {
    if (json) {
      print(out, FormJson.write(test));
    } else {
      out.println(source + (test.works() ? " works." : " does not work."));
      PlanText.line("State", Json.word(test.state()), out);
      PlanText.line("Reason", test.reason().isEmpty() ? "-" : test.reason(), out);
      PlanText.line("Signals", test.signals() + ", thrown away", out);
      PlanText.line("Took", test.took().toMillis() + " ms", out);
      new TreeMap<>(test.diagnostics()).forEach((key, value) -> PlanText.line(key, value, out));
    }
    if (!test.works()) {
      throw new IllegalStateException(source + " does not work: " + test.reason());
    }
  }

  private void print(PrintStream out, Map<String, String> faults) {
    Map<String, String> sorted = new TreeMap<>(faults);
    if (json) {
      ObjectNode node = Json.object().put("works", false);
      ObjectNode reasons = node.putObject("faults");
      sorted.forEach(reasons::put);
      print(out, node);
    } else {
      sorted.forEach((key, reason) -> out.println("  " + key + ": " + reason));
    }
    throw new IllegalArgumentException(
        "values: " + String.join(", ", sorted.keySet()) + " cannot be taken; nothing was opened");
  }
}
