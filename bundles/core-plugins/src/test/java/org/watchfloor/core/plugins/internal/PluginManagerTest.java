package org.watchfloor.core.plugins.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plan.Operation;

/** The life of plugins in a real framework. */
class PluginManagerTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(home);
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  private static byte[] gauge(String version) throws Exception {
    return Jars.plugin("gauge", version).kar();
  }

  @Test
  void aPlanDoesNothingAndSaysWhatItWouldDo() throws Exception {
    Plan plan = bench.plan(gauge("1.0.0"));
    assertThat(plan.operation()).isEqualTo(Operation.INSTALL);
    assertThat(plan.from()).isEmpty();
    assertThat(plan.to()).isEqualTo("1.0.0");
    assertThat(plan.refreshed()).isEmpty();
    assertThat(plan.refusal()).isEmpty();
    assertThat(plan.needsConsent()).isTrue();
    assertThat(plan.sources()).containsExactly("gauge~bridge");
    assertThat(plan.steps()).anyMatch(step -> step.contains("install and start the bundle"));
    assertThat(bench.bundle("gauge")).isEmpty();
    assertThat(bench.manager.plugins()).isEmpty();
    assertThat(bench.manager.waiting()).extracting(Plan::id).containsExactly(plan.id());
    assertThat(bench.manager.forget(plan.id())).isTrue();
    assertThat(bench.manager.forget(plan.id())).isFalse();
    assertThat(bench.files()).isEmpty();
  }

  @Test
  void anUnsignedPackageNeedsAYes() throws Exception {
    Plan plan = bench.plan(gauge("1.0.0"));
    assertThatThrownBy(() -> bench.manager.carryOut(plan.id(), false, "ada"))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("must say yes");
    assertThat(bench.bundle("gauge")).isEmpty();
    ManagedPlugin plugin = bench.manager.carryOut(plan.id(), true, "ada");
    assertThat(plugin.running()).isTrue();
    assertThat(plugin.installedBy()).isEqualTo("ada");
    assertThat(plugin.origin()).isEqualTo("test.kar");
    assertThat(plugin.installedAt()).isEqualTo(bench.clock.instant());
    assertThat(bench.version("gauge")).isEqualTo("1.0.0");
    assertThat(bench.manager.waiting()).isEmpty();
    assertThat(bench.files()).containsExactly("gauge/1/bundle.jar", "gauge/plugin.json");
  }

  @Test
  void updatesRollBacksAndRemovalTouchOneBundleOnly() throws Exception {
    bench.put(gauge("1.0.0"));
    long id = bench.bundle("gauge").orElseThrow().getBundleId();
    List<Long> others =
        bench.named(RunningApi.BUNDLE).stream().map(Bundle::getLastModified).toList();
    assertThat(bench.put(gauge("1.1.0")).previous()).containsExactly("1.0.0");
    assertThat(bench.put(gauge("1.2.0")).previous()).containsExactly("1.1.0", "1.0.0");
    assertThat(bench.put(gauge("1.3.0")).previous()).containsExactly("1.2.0", "1.1.0");
    assertThat(bench.bundle("gauge").orElseThrow().getBundleId()).isEqualTo(id);
    assertThat(bench.files())
        .containsExactly(
            "gauge/2/bundle.jar", "gauge/3/bundle.jar", "gauge/4/bundle.jar", "gauge/plugin.json");

    Plan back = bench.manager.planRollback("gauge");
    assertThat(back.operation()).isEqualTo(Operation.ROLLBACK);
    assertThat(back.from() + " " + back.to()).isEqualTo("1.3.0 1.2.0");
    assertThat(back.needsConsent()).isFalse();
    assertThat(bench.manager.carryOut(back.id(), false, "ada").previous()).containsExactly("1.1.0");
    assertThat(bench.version("gauge")).isEqualTo("1.2.0");
    bench.manager.carryOut(bench.manager.planRollback("gauge").id(), false, "ada");
    assertThatThrownBy(() -> bench.manager.planRollback("gauge"))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("no version of gauge before 1.1.0");

    Plan remove = bench.manager.planRemove("gauge");
    assertThat(remove.content()).isEmpty();
    assertThat(remove.steps()).anyMatch(step -> step.contains("bookmarks stay"));
    assertThat(bench.manager.carryOut(remove.id(), false, "ada").running()).isFalse();
    assertThat(bench.bundle("gauge")).isEmpty();
    assertThat(bench.files()).isEmpty();
    assertThat(bench.named(RunningApi.BUNDLE).stream().map(Bundle::getLastModified).toList())
        .isEqualTo(others);
    assertThat(bench.bus.changes())
        .extracting(Change::kind)
        .containsExactly(
            "plugin.installed",
            "plugin.updated",
            "plugin.updated",
            "plugin.updated",
            "plugin.rolled-back",
            "plugin.rolled-back",
            "plugin.removed");
  }

  @Test
  void theVeryPackageThatRunsIsNotInstalledAgain() throws Exception {
    bench.put(gauge("1.0.0"));
    Plan again = bench.plan(gauge("1.0.0"));
    assertThat(again.refusal()).hasValue("this very package runs already");
    assertThatThrownBy(() -> bench.manager.carryOut(again.id(), true, "ada"))
        .isInstanceOf(PackageRefused.class);
    assertThat(bench.manager.waiting()).isEmpty();
    assertThat(bench.files()).containsExactly("gauge/1/bundle.jar", "gauge/plugin.json");
  }

  @Test
  void aPluginThatDoesNotComeUpLeavesEverythingAsItWas() throws Exception {
    byte[] silent = Jars.plugin("gauge", "2.0.0").header("Test-Plugin", "none").kar();
    assertThatThrownBy(() -> bench.put(silent))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("no plugin came up within 1 s")
        .hasMessageContaining("nothing was kept");
    assertThat(bench.bundle("gauge")).isEmpty();

    bench.put(gauge("1.0.0"));
    assertThatThrownBy(() -> bench.put(silent))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("1.0.0 runs as before");
    assertThat(bench.version("gauge")).isEqualTo("1.0.0");

    byte[] liar = Jars.plugin("gauge", "2.0.0").header("Test-Plugin", "other").kar();
    assertThatThrownBy(() -> bench.put(liar)).hasMessageContaining("says that it is other");
    byte[] needy =
        Jars.plugin("gauge", "2.0.0")
            .header(
                "Import-Package",
                "org.watchfloor.plugin.api.source;version=\"[1.0,2)\",com.example.missing")
            .kar();
    assertThatThrownBy(() -> bench.put(needy))
        .hasMessageContaining("something it needs is missing")
        .hasMessageContaining("com.example.missing");
    assertThat(bench.version("gauge")).isEqualTo("1.0.0");
    assertThat(bench.manager.plugin("gauge").orElseThrow().running()).isTrue();
    assertThat(bench.files())
        .filteredOn(f -> f.startsWith("gauge"))
        .containsExactly("gauge/1/bundle.jar", "gauge/plugin.json");
  }

  @Test
  void namesThatAreTakenAreRefused() throws Exception {
    bench.put(gauge("1.0.0"));
    byte[] sameId = Jars.plugin("gauge", "1.0.0").header("Bundle-SymbolicName", "com.evil").kar();
    assertThatThrownBy(() -> bench.plan(sameId))
        .hasMessageContaining("is installed from the bundle com.example.plugin-gauge");
    byte[] api =
        Jars.plugin("evil", "1.0.0").header("Bundle-SymbolicName", RunningApi.BUNDLE).kar();
    assertThatThrownBy(() -> bench.plan(api))
        .hasMessageContaining("the symbolic name org.watchfloor.plugin-api is taken");
    bench.install("by hand", Jars.plugin("hand", "1.0.0").bytes()).start();
    byte[] hand = Jars.plugin("hand", "1.0.0").header("Bundle-SymbolicName", "com.evil").kar();
    assertThatThrownBy(() -> bench.plan(hand))
        .hasMessageContaining("the plugin id hand is taken by the bundle com.example.plugin-hand");
    assertThat(bench.files()).containsExactly("gauge/1/bundle.jar", "gauge/plugin.json");
  }

  @Test
  void aPlanThatWouldRefreshAnotherBundleIsRefused() throws Exception {
    Bundle plugin =
        bench.install(
            "by hand",
            Jars.plugin("gauge", "1.0.0")
                .header("Export-Package", "com.example.shared;version=1")
                .entry("com/example/shared/x.txt", "x")
                .bytes());
    Bundle core =
        bench.install(
            "core",
            new Jars()
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", "org.watchfloor.core-test")
                .header("Bundle-Version", "1.0.0")
                .header("Import-Package", "com.example.shared;resolution:=optional")
                .bytes());
    core.start();
    plugin.start();
    Plan update = bench.plan(gauge("1.1.0"));
    assertThat(update.operation()).isEqualTo(Operation.UPDATE);
    assertThat(update.refreshed()).containsExactly("org.watchfloor.core-test 1.0.0");
    assertThat(update.refusal()).get().asString().contains("would refresh");
    assertThatThrownBy(() -> bench.manager.carryOut(update.id(), true, "ada"))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("org.watchfloor.core-test");
    assertThat(bench.manager.planRemove("gauge").refusal()).isPresent();
    assertThat(bench.version("gauge")).isEqualTo("1.0.0");
    assertThat(core.getState()).isEqualTo(Bundle.ACTIVE);
  }

  @Test
  void aPlanIsForTheStateThatItWasMadeFor() throws Exception {
    Plan first = bench.plan(gauge("1.0.0"));
    bench.put(gauge("1.1.0"));
    assertThatThrownBy(() -> bench.manager.carryOut(first.id(), true, "ada"))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("has changed since");
    Plan second = bench.plan(gauge("1.2.0"));
    bench.clock.leap(Duration.ofHours(25));
    assertThat(bench.manager.waiting()).isEmpty();
    assertThatThrownBy(() -> bench.manager.carryOut(second.id(), true, "ada"))
        .hasMessageContaining("there is no plan");
    assertThatThrownBy(() -> bench.manager.carryOut("../x", true, "ada"))
        .hasMessageContaining("there is no plan");
    assertThat(bench.version("gauge")).isEqualTo("1.1.0");
  }

  @Test
  void whatWasInstalledIsThereAfterARestartAndAfterANewCache() throws Exception {
    bench.put(gauge("1.0.0"));
    bench.put(gauge("1.1.0"));
    bench.plan(gauge("1.2.0"));
    bench.restart();
    assertThat(bench.version("gauge")).isEqualTo("1.1.0");
    assertThat(bench.files()).noneMatch(file -> file.startsWith(".incoming"));
    bench.restartWithNewCache();
    assertThat(bench.version("gauge")).isEqualTo("1.1.0");
    ManagedPlugin plugin = bench.manager.plugin("gauge").orElseThrow();
    assertThat(plugin.running()).isTrue();
    assertThat(plugin.previous()).containsExactly("1.0.0");
    bench.manager.carryOut(bench.manager.planRollback("gauge").id(), false, "ada");
    assertThat(bench.version("gauge")).isEqualTo("1.0.0");
  }

  @Test
  void anOperationThatDiedInTheMiddleIsUndone() throws Exception {
    bench.put(gauge("1.0.0"));
    for (int calls = 0; calls < 3; calls++) {
      Plan update = bench.plan(gauge("1.1.0"));
      die(calls, () -> bench.manager.carryOut(update.id(), true, "ada"));
      assertThat(bench.version("gauge")).as("died at call %d", calls).isEqualTo("1.0.0");
    }
    Plan install = bench.plan(Jars.plugin("other", "1.0.0").kar());
    die(1, () -> bench.manager.carryOut(install.id(), true, "ada"));
    assertThat(bench.bundle("other")).isEmpty();
    assertThat(bench.files()).containsExactly("gauge/1/bundle.jar", "gauge/plugin.json");
    assertThat(bench.put(gauge("1.1.0")).running()).isTrue();
  }

  @Test
  void aRemovalThatDiedInTheMiddleIsFinished() throws Exception {
    bench.put(gauge("1.0.0"));
    Files.writeString(home.resolve("plugins/gauge/pending.json"), "{\"operation\":\"remove\"}");
    bench.restart();
    assertThat(bench.bundle("gauge")).isEmpty();
    assertThat(bench.files()).isEmpty();
  }

  @Test
  void aDamagedCopyIsSaidAndNotRun() throws Exception {
    bench.put(gauge("1.0.0"));
    Files.write(home.resolve("plugins/gauge/1/bundle.jar"), new byte[] {1});
    bench.restartWithNewCache();
    assertThat(bench.bundle("gauge")).isEmpty();
    ManagedPlugin plugin = bench.manager.plugin("gauge").orElseThrow();
    assertThat(plugin.running()).isFalse();
    assertThat(plugin.trouble()).contains("cannot be brought back").contains("SHA-256");
    assertThat(bench.put(gauge("1.1.0")).running()).isTrue();
  }

  private void die(int calls, org.assertj.core.api.ThrowableAssert.ThrowingCallable operation)
      throws Exception {
    Error death = new Error("kill -9");
    bench.registry.callsBeforeDeath = calls;
    bench.registry.death = death;
    assertThatThrownBy(operation).isSameAs(death);
    bench.restart();
  }

  @Test
  void aPluginOfAFeatureIsTakenOver() throws Exception {
    Path jar = Files.createDirectories(home.resolve("feature")).resolve("gauge.jar");
    Files.write(jar, Jars.plugin("gauge", "1.0.0").bytes());
    bench.install(jar.toUri().toString(), Files.readAllBytes(jar)).start();
    ManagedPlugin before = bench.manager.plugin("gauge").orElseThrow();
    assertThat(before.origin()).isEqualTo("feature f");
    assertThat(before.content().grade()).isEqualTo("C");

    bench.owners.how = "run first: feature:uninstall f";
    Plan not = bench.plan(gauge("1.1.0"));
    assertThat(not.refusal()).get().asString().contains("run first: feature:uninstall f");

    bench.owners.how = "";
    Plan plan = bench.plan(gauge("1.1.0"));
    assertThat(plan.operation()).isEqualTo(Operation.UPDATE);
    assertThat(plan.steps()).anyMatch(step -> step.contains("uninstall the feature f"));
    ManagedPlugin after = bench.manager.carryOut(plan.id(), true, "ada");
    assertThat(bench.owners.released).isEqualTo(1);
    assertThat(after.previous()).containsExactly("1.0.0");
    assertThat(bench.bundle("gauge").orElseThrow().getLocation()).startsWith(BundleWork.LOCATION);
    bench.manager.carryOut(bench.manager.planRollback("gauge").id(), false, "ada");
    assertThat(bench.version("gauge")).isEqualTo("1.0.0");

    // a new build brings the feature's bundle back
    bench.put(gauge("1.1.0"));
    bench.bundle("gauge").orElseThrow().uninstall();
    bench.install(jar.toUri().toString(), Files.readAllBytes(jar)).start();
    bench.restart();
    assertThat(bench.version("gauge")).isEqualTo("1.1.0");
  }

  @Test
  void aPluginInstalledByHandIsTakenOverWhereItCanBeKept() throws Exception {
    bench.install("nowhere", Jars.plugin("gauge", "1.0.0").bytes()).start();
    Plan plan = bench.plan(gauge("1.1.0"));
    assertThatThrownBy(() -> bench.manager.carryOut(plan.id(), true, "ada"))
        .hasMessageContaining("bundle:uninstall com.example.plugin-gauge");
    assertThat(bench.version("gauge")).isEqualTo("1.0.0");
    assertThat(bench.manager.planRemove("gauge").refusal()).isEmpty();
  }

  @Test
  void addressesThatAreNoneAreRefusedInWords() throws Exception {
    Path kar = Files.write(home.resolve("gauge.kar"), gauge("1.0.0"));
    for (String address :
        List.of(
            "gauge.kar",
            "https://example.com/gauge.kar",
            "mvn:http://example.com!g/a/1",
            "mvn:g",
            "file:relative",
            home + "/missing.kar",
            home.toString(),
            "no-such-plugin",
            "\0")) {
      assertThatThrownBy(() -> bench.manager.plan(address))
          .as(address)
          .isInstanceOf(PackageRefused.class);
    }
    assertThat(bench.manager.plan(kar.toString()).pluginId()).isEqualTo("gauge");
    assertThat(bench.manager.plan(kar.toUri().toString()).pluginId()).isEqualTo("gauge");
    Path shipped = Files.createDirectories(home.resolve("system/org/plugin-gauge/1"));
    Files.write(shipped.resolve("plugin-gauge-1.0.0.jar"), Jars.plugin("gauge", "1.0.0").bytes());
    Plan plan = bench.manager.plan("gauge");
    assertThat(plan.needsConsent()).isFalse();
    assertThat(Set.copyOf(bench.manager.waiting())).hasSize(3);
  }
}
