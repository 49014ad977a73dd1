package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.Permission;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;

/** Plans and packages as a person reads them in the shell. */
final class PlanText {
  private PlanText() {}

  static void print(Plan plan, PrintStream out) {
    out.println(PlainText.oneLine("Plan " + plan.id() + ": " + heading(plan)));
    plan.content().ifPresent(content -> print(content, out));
    list("Steps", plan.steps(), "none", out);
    list("Bundles refreshed besides its own", plan.refreshed(), "none", out);
    list("Sources concerned", plan.sources(), "none", out);
    plan.refusal().ifPresent(refusal -> out.println("  REFUSED: " + PlainText.oneLine(refusal)));
  }

  /** {@code update of gunshot-webhook from 1.0.0 to 1.1.0}. */
  static String heading(Plan plan) {
    String versions =
        (plan.from().isEmpty() ? "" : " from " + plan.from())
            + (plan.to().isEmpty() ? "" : " to " + plan.to());
    return Json.word(plan.operation()) + " of " + plan.pluginId() + versions;
  }

  static void print(PluginPackage content, PrintStream out) {
    line("Name", content.name(), out);
    line("Bundle", content.bundle() + " " + content.version(), out);
    line("Publisher", said(content.publisher()), out);
    line("Signature", signature(content), out);
    line("Grade, quality", said(content.grade()) + ", " + said(content.quality()), out);
    line("Runs in", content.isolated() ? "a JVM of its own" : "the center's JVM", out);
    line("Built for API", content.apiVersion(), out);
    line("SHA-256", content.sha256(), out);
    list(
        "Asks for",
        content.permissions().stream().map(PlanText::words).toList(),
        "nothing: no connections, no listeners, no files",
        out);
  }

  private static String signature(PluginPackage content) {
    return switch (content.signature()) {
      case SHIPPED -> "part of this distribution";
      case TRUSTED -> "trusted, " + content.signer();
      case UNKNOWN_SIGNER -> "of somebody unknown, as good as none: " + content.signer();
      case UNSIGNED -> "none";
    };
  }

  private static String words(Permission permission) {
    String asked =
        switch (permission.kind()) {
          case CONNECT -> "connects to ";
          case LISTEN -> "listens on ";
          case FILES -> "reads or writes files in ";
        };
    return asked
        + permission.value()
        + (permission.reason().isEmpty() ? "" : ": " + permission.reason());
  }

  private static String said(String text) {
    return text.isEmpty() ? "not said" : text;
  }

  static void line(String name, Object value, PrintStream out) {
    out.printf("  %-15s %s%n", PlainText.oneLine(name), PlainText.oneLine(value.toString()));
  }

  private static void list(String name, List<String> lines, String none, PrintStream out) {
    if (lines.isEmpty()) {
      out.println("  " + name + ": " + none);
      return;
    }
    out.println("  " + name + ":");
    lines.forEach(line -> out.println("    " + PlainText.oneLine(line)));
  }

  static String done(Plan plan, ManagedPlugin now) {
    String what =
        switch (plan.operation()) {
          case INSTALL -> plan.pluginId() + " " + plan.to() + " is installed";
          case UPDATE -> plan.pluginId() + " is now " + plan.to() + ", before " + plan.from();
          case ROLLBACK -> plan.pluginId() + " is back at " + plan.to();
          case REMOVE ->
              plan.pluginId() + " is removed; the configurations of its sources are kept";
        };
    return what + (now.trouble().isEmpty() ? "." : ", but: " + now.trouble());
  }
}
