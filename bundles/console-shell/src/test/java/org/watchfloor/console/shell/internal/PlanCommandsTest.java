package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;

/** What is installed changes only after its plan was shown and somebody agreed. */
class PlanCommandsTest {
  private final PluginFakes.MemoryPlugins plugins = new PluginFakes.MemoryPlugins();
  private final Fakes.MemoryAudit audit = new Fakes.MemoryAudit();

  @Test
  void theWholePlanIsShownBeforeAnybodyIsAsked() throws Exception {
    Typing typing = new Typing("n");
    assertThat(run(install(typing)))
        .contains("Plan p1: install of river to 1.1.0")
        .contains("Example Ltd", "trusted, CN=Example", "A, silver", "the center's JVM")
        .contains("connects to config:broker: reads the gauges")
        .contains("starts org.example.river 1.1.0")
        .contains("refreshed besides its own: none")
        .contains("river~north")
        .contains("Nothing was done.");
    assertThat(typing.prompts).containsExactly("Carry it out? (y/N) ");
    assertThat(plugins.done).containsExactly("forget p1");
    assertThat(actions()).containsExactly("plugin.plan /tmp/river.kar DONE");
  }

  @Test
  void aYesCarriesItOut() throws Exception {
    assertThat(run(install(new Typing("Y")))).contains("river 1.1.0 is installed.");
    assertThat(plugins.done).containsExactly("p1 false by ada");
    assertThat(actions())
        .containsExactly("plugin.plan /tmp/river.kar DONE", "plugin.install river DONE");
    assertThat(audit.records.get(1).facts())
        .containsEntry("to", "1.1.0")
        .containsEntry("signature", "trusted");
  }

  @Test
  void anEmptyLineOrTheEndOfInputIsNo() throws Exception {
    assertThat(run(install(new Typing("")))).contains("Nothing was done.");
    assertThat(run(install(new Typing()))).contains("Nothing was done.");
    assertThat(plugins.done).allMatch(what -> what.startsWith("forget"));
  }

  @Test
  void anUnsignedPackageNeedsMoreThanAnOption() throws Exception {
    plugins.signature = PluginPackage.Signature.UNSIGNED;
    PluginInstallCommand command = install(new Typing());
    command.yes = true;
    assertThatThrownBy(() -> run(command)).hasMessageContaining("--accept-unsigned");
    assertThat(plugins.done).containsExactly("forget p1");

    assertThat(run(install(new Typing("y")))).contains("Nothing was done.");
    Typing typing = new Typing("yes");
    assertThat(run(install(typing))).contains("is installed");
    assertThat(typing.prompts).hasSize(1).allMatch(prompt -> prompt.contains("has signed it"));
    command.acceptUnsigned = true;
    assertThat(run(command)).contains("is installed");
    assertThat(plugins.done.get(plugins.done.size() - 1)).isEqualTo("p1 true by ada");
    assertThat(audit.records.get(audit.records.size() - 1).facts())
        .containsEntry("signature", "unsigned")
        .containsEntry("consent", "true");
  }

  @Test
  void whereNobodyCanBeAskedNothingIsDone() {
    PluginInstallCommand command = install(new Typing());
    command.session = null;
    assertThatThrownBy(() -> run(command)).hasMessageContaining("--yes");
    command.json = true;
    assertThatThrownBy(() -> run(command)).hasMessageContaining("--yes or --plan");
    assertThat(plugins.done).noneMatch(what -> what.contains(" by "));
  }

  @Test
  void aRefusedPlanIsShownAndNotAskedAbout() {
    plugins.refusal = Optional.of("core-bus would be refreshed");
    Typing typing = new Typing("y");
    assertThatThrownBy(() -> run(install(typing)))
        .hasMessage("refused: core-bus would be refreshed");
    assertThat(typing.prompts).isEmpty();
    assertThat(plugins.done).containsExactly("forget p1");
  }

  @Test
  void aPackageThatDoesNotStartIsOnRecord() {
    plugins.breaks = true;
    assertThatThrownBy(() -> run(install(new Typing("y"))))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("no such class");
    assertThat(actions()).endsWith("plugin.install river DONE", "plugin.install river FAILED");
    PluginInstallCommand corrupt = install(new Typing());
    corrupt.address = "corrupt.kar";
    assertThatThrownBy(() -> run(corrupt)).hasMessage("river.kar: is no zip archive");
  }

  @Test
  void installAndUpdateAreNotMixedUp() throws Exception {
    plugins.operation = Plan.Operation.UPDATE;
    assertThatThrownBy(() -> run(install(new Typing("y"))))
        .hasMessageContaining("river 1.0.0 is installed; rtcc:plugin-update");
    PluginUpdateCommand update = new PluginUpdateCommand();
    update.address = "/tmp/river.kar";
    update.yes = true;
    assertThat(run(with(update, new Typing()))).contains("river is now 1.1.0, before 1.0.0.");
    plugins.operation = Plan.Operation.INSTALL;
    assertThatThrownBy(() -> run(update)).hasMessageContaining("not installed");
    assertThat(plugins.done).containsExactly("forget p1", "p1 false by ada", "forget p1");
  }

  @Test
  void rollbackAndRemoveArePlannedAsWell() throws Exception {
    PluginRollbackCommand rollback = new PluginRollbackCommand();
    rollback.plugin = "river";
    assertThat(run(with(rollback, new Typing("yes")))).contains("river is back at 1.1.0.");
    PluginRemoveCommand remove = new PluginRemoveCommand();
    remove.plugin = "river";
    remove.yes = true;
    assertThat(run(with(remove, new Typing()))).contains("configurations of its sources are kept");
    assertThat(actions())
        .containsExactly(
            "plugin.plan river DONE",
            "plugin.rollback river DONE",
            "plugin.plan river DONE",
            "plugin.remove river DONE");
  }

  @Test
  void aPlanCanWait() throws Exception {
    PluginInstallCommand command = install(new Typing());
    command.planOnly = true;
    assertThat(run(command)).contains("rtcc:plugin-approve p1");
    PluginWaitingCommand waiting = new PluginWaitingCommand();
    waiting.plugins = plugins;
    assertThat(run(waiting)).contains("p1", "install of river to 1.1.0", "Example Ltd");
    waiting.json = true;
    assertThat(run(waiting)).startsWith("[{\"id\":\"p1\",\"operation\":\"install\"");

    PluginApproveCommand approve = new PluginApproveCommand();
    approve.id = "p9";
    approve.yes = true;
    with(approve, new Typing());
    assertThatThrownBy(() -> run(approve)).hasMessageContaining("no plan \"p9\"");
    approve.id = "p1";
    assertThat(run(approve)).contains("is installed");

    PluginRejectCommand reject = new PluginRejectCommand();
    reject.plugins = plugins;
    reject.audit = audit;
    plugins.plan(Plan.Operation.UPDATE);
    reject.id = "p1";
    assertThat(run(reject)).contains("Thrown away: update of river from 1.0.0 to 1.1.0.");
    assertThat(actions()).endsWith("plugin.reject river DONE");
    assertThatThrownBy(() -> run(reject)).hasMessageContaining("no plan \"p1\"");
  }

  @Test
  void programsGetPlanAndOutcome() throws Exception {
    PluginInstallCommand command = install(new Typing());
    command.json = true;
    command.yes = true;
    assertThat(run(command))
        .startsWith("{\"plan\":{\"id\":\"p1\",\"operation\":\"install\",\"pluginId\":\"river\"")
        .contains("\"signature\":\"trusted\"")
        .contains("\"plugin\":{\"running\":true,\"trouble\":\"\"");
    command.planOnly = true;
    assertThat(run(command)).startsWith("{\"id\":\"p1\"").contains("\"needsConsent\":false");
  }

  @Test
  void withoutAuditNothingIsDone() {
    PluginInstallCommand command = install(new Typing("y"));
    command.audit = null;
    assertThatThrownBy(() -> run(command)).hasMessageContaining("core-audit is not running");
    command.plugins = null;
    assertThatThrownBy(() -> run(command)).hasMessageContaining("core-plugins is not running");
    assertThat(plugins.plans).isEmpty();
  }

  private PluginInstallCommand install(Typing typing) {
    PluginInstallCommand command = new PluginInstallCommand();
    command.address = "/tmp/river.kar";
    return with(command, typing);
  }

  private <T extends PlanFirst> T with(T command, Typing typing) {
    command.plugins = plugins;
    command.audit = audit;
    command.session = typing.session();
    return command;
  }

  private List<String> actions() {
    return audit.records.stream().map(PlanCommandsTest::words).toList();
  }

  private static String words(AuditRecord record) {
    return record.action() + " " + record.object() + " " + record.outcome();
  }

  private static String run(RtccCommand command) throws Exception {
    return Fakes.run(command, "ada", "admin");
  }
}
