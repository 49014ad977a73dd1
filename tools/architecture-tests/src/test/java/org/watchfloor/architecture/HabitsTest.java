package org.watchfloor.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Habits of the code that a manifest does not show. */
class HabitsTest {
  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    Path[] folders =
        BuiltBundle.all().stream()
            .filter(bundle -> !bundle.group().equals("lib"))
            .map(bundle -> bundle.jar().resolveSibling("classes"))
            .toArray(Path[]::new);
    classes =
        new ClassFileImporter()
            .withImportOption(location -> location.contains("/org/watchfloor/"))
            .importPaths(folders);
  }

  @Test
  void timeComesFromAClock() {
    hold(
        noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test must be able to move the clock"));
  }

  @Test
  void nothingIsPrinted() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.watchfloor.console.shell..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("what is worth saying goes to the log"));
  }

  @Test
  void nothingIsDeserialised() {
    hold(
        noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .because("no Java serialisation crosses a border"));
  }

  @Test
  void packagesHaveNoCycles() {
    hold(slices().matching("org.watchfloor.(**)").should().beFreeOfCycles());
  }

  private static void hold(ArchRule rule) {
    rule.check(classes);
  }
}
