package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.table.ShellTable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PluginView;
import org.watchfloor.core.api.runtime.ConfigField;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.PluginReport;
import org.watchfloor.core.api.runtime.SourceInfo;

/** One plugin as a person reads it in the shell. */
final class PluginText {
  private static final String NONE = "-";

  private PluginText() {}

  /**
   * @param managing whether the part that installs plugins runs, so that what is missing means
   *     something
   */
  static void print(
      PluginView row,
      Optional<PluginReport> report,
      List<SourceInfo> sources,
      boolean managing,
      PrintStream out) {
    out.println(row.id() + " " + row.version() + (row.running() ? ", running" : ", not running"));
    row.managed().ifPresent(managed -> managed(managed, out));
    if (!managing) {
      out.println("  core-plugins is not running: nothing is known of its package.");
    }
    PlanText.line("Trust grade", row.grade() + ", " + row.meaning(), out);
    if (report.isPresent()) {
      usage(report.get().usage(), out);
      events(report.get().events(), out);
      report.get().form().ifPresent(form -> form(form, out));
    } else {
      out.println("  It does not run, so that nothing is known of its use and configuration.");
    }
    sources(sources, out);
  }

  private static void managed(ManagedPlugin managed, PrintStream out) {
    if (!managed.trouble().isEmpty()) {
      PlanText.line("Trouble", managed.trouble(), out);
    }
    PlanText.print(managed.content(), out);
    PlanText.line("Came from", managed.origin(), out);
    PlanText.line("Installed", managed.installedAt() + " by " + managed.installedBy(), out);
    PlanText.line(
        "Rollback to",
        managed.previous().isEmpty() ? "nothing kept" : String.join(", ", managed.previous()),
        out);
  }

  private static void usage(PluginReport.Usage usage, PrintStream out) {
    PlanText.line("Threads", usage.threads() + " of " + usage.threadsMax(), out);
    PlanText.line(
        "Signals",
        "%.1f of %.1f a second, %d refused since the center started"
            .formatted(usage.signalsPerSecond(), usage.signalsPerSecondMax(), usage.refused()),
        out);
    PlanText.line("Calls dropped", usage.dropped() + " since the center started", out);
    PlanText.line(
        "Allocates", "%.1f MiB a second".formatted(usage.allocatedPerSecond() / 1048576.0), out);
  }

  private static void events(List<PluginEvent> events, PrintStream out) {
    out.println("What happened:");
    ShellTable table = RtccCommand.table("At", "Source", "What", "In words", "Lost");
    table.emptyTableText("Nothing since the center started");
    for (PluginEvent event : events) {
      table
          .addRow()
          .addContent(
              event.at(),
              event.sourceId().isEmpty() ? NONE : event.sourceId(),
              Json.word(event.kind()),
              PlainText.oneLine(event.what()),
              event.lost().isEmpty() ? "nothing" : event.lost());
    }
    table.print(out);
  }

  private static void form(ConfigForm form, PrintStream out) {
    out.println("Keys of etc/org.watchfloor.source." + form.pluginId() + "~<name>.cfg:");
    ShellTable table = RtccCommand.table("Key", "Type", "Default", "Allowed", "What it is");
    for (ConfigField field : form.fields()) {
      table
          .addRow()
          .addContent(
              field.key(),
              Json.word(field.type()) + (field.many() ? ", several" : ""),
              field.required() ? "required" : orNone(String.join(",", field.defaults())),
              allowed(field),
              field.help().isEmpty() ? field.name() : field.help());
    }
    table.print(out);
  }

  private static String allowed(ConfigField field) {
    if (!field.options().isEmpty()) {
      return String.join(" ", field.options().stream().map(ConfigField.Option::value).toList());
    }
    if (field.min().isEmpty() && field.max().isEmpty()) {
      return NONE;
    }
    return orNone(field.min()) + " to " + orNone(field.max());
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static void sources(List<SourceInfo> sources, PrintStream out) {
    out.println("Sources:");
    ShellTable table = RtccCommand.table("Source", "State", "Since", "Signals", "Reason");
    table.emptyTableText("None is configured");
    for (SourceInfo source : sources) {
      table
          .addRow()
          .addContent(
              source.id(),
              Json.word(source.state()),
              source.since(),
              source.signals(),
              source.reason());
    }
    table.print(out);
  }
}
