package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotListCommandsTest {
  @TempDir Path folder;
  private final MemoryHotLists lists = new MemoryHotLists();

  private HotListImportCommand importing(Path file) {
    HotListImportCommand command = new HotListImportCommand();
    command.hotLists = lists;
    command.name = "stolen";
    command.file = file.toString();
    return command;
  }

  @Test
  void aHotListIsImportedFromFilesOfItsEndingsOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("stolen.csv"), "plate,state\nÄB1,DE\n");
    HotListImportCommand command = importing(file);
    command.owner = "Demo PD";
    command.layout = "csv";
    assertThat(Fakes.run(command, "sue", "supervisor"))
        .contains("stolen: 1 imported as csv, 2 left out")
        .contains("line 3: plate: is missing")
        .contains("and 1 more");
    assertThat(lists.acts)
        .containsExactly("Demo PD|csv|plate,state\nÄB1,DE\n|Actor[name=sue, origin=ssh 10.1.2.3]");
    command.json = true;
    assertThat(Fakes.run(command, "sue", "supervisor"))
        .contains("\"imported\":1,\"faults\":[{\"line\":3,\"reason\":\"plate: is missing\"}]");

    command.file = "/etc/passwd";
    assertThatThrownBy(() -> Fakes.run(command, "sue")).hasMessageContaining("end in .csv or .txt");
    command.file = folder.resolve("absent.tbl").toString();
    assertThatThrownBy(() -> Fakes.run(command, "sue")).hasMessageContaining("there is no");
  }

  @Test
  void anImportThatWaitsSaysHowToConfirmIt() throws Exception {
    Path file = Files.writeString(folder.resolve("stolen.txt"), "plate\nA1\n");
    lists.waits = Optional.of("nine tenths are gone");
    assertThat(Fakes.run(importing(file), "sue", "supervisor"))
        .contains("NOT IN FORCE: nine tenths are gone")
        .contains("rtcc:hotlist-confirm \"stolen\" 7");
    assertThat(lists.acts.get(0)).startsWith("as before||");
  }

  @Test
  void listsAreShownWithWhatWaits() throws Exception {
    HotListListCommand command = new HotListListCommand();
    command.hotLists = lists;
    lists.waits = Optional.of("nine tenths are gone");
    assertThat(Fakes.run(command, "oscar"))
        .contains("Demo PD")
        .contains("7: nine tenths are gone")
        .contains("waits for a second person: e1 HOT1234, robbery, case 26-1, by oscar");
    command.json = true;
    assertThat(Fakes.run(command, "oscar"))
        .contains("\"waiting\":{\"id\":7,\"why\":\"nine tenths are gone\"}")
        .contains("\"waiting\":[{\"id\":\"e1\"");
  }

  @Test
  void anImportIsConfirmedOrDiscarded() throws Exception {
    HotListConfirmCommand command = new HotListConfirmCommand();
    command.hotLists = lists;
    command.name = "stolen";
    command.id = 7;
    assertThat(Fakes.run(command, "sue", "supervisor")).contains("1 entries are in force");
    command.discard = true;
    assertThat(Fakes.run(command, "sue", "supervisor")).contains("stays as it is");
    lists.known = false;
    assertThatThrownBy(() -> Fakes.run(command, "sue")).hasMessageContaining("no import 7");
    assertThat(lists.acts)
        .containsExactly("confirm stolen 7 [SUPERVISOR]", "discard stolen 7", "discard stolen 7");
  }

  @Test
  void aPlateIsEnteredApprovedAndWithdrawn() throws Exception {
    HotListAddCommand add = new HotListAddCommand();
    add.hotLists = lists;
    add.clock = Clock.fixed(MemoryHotLists.AT, ZoneOffset.UTC);
    add.plate = "HOT1234";
    add.reason = "robbery";
    add.caseNumber = "26-1";
    add.hours = 12;
    assertThat(Fakes.run(add, "oscar", "operator")).contains("rtcc:hotlist-approve e1");
    assertThat(lists.acts.get(0)).contains("expires=2026-11-25T00:00:00Z");
    add.hours = 0;
    assertThatThrownBy(() -> Fakes.run(add, "oscar")).hasMessageContaining("--hours");

    HotListApproveCommand decide = new HotListApproveCommand();
    decide.hotLists = lists;
    decide.id = "e1";
    assertThat(Fakes.run(decide, "sue", "supervisor")).contains("HOT1234 is approved");
    decide.withdraw = "found";
    assertThat(Fakes.run(decide, "sue", "supervisor")).contains("HOT1234 is withdrawn");
    assertThat(lists.acts.get(2)).isEqualTo("decide e1 WITHDRAWN found sue [SUPERVISOR]");
    decide.reject = "no";
    assertThatThrownBy(() -> Fakes.run(decide, "sue")).hasMessageContaining("exclude");
  }

  @Test
  void aPlateIsCheckedForAReason() throws Exception {
    HotListCheckCommand command = new HotListCheckCommand();
    command.hotLists = lists;
    command.plate = "HOT1234";
    command.reason = "stop";
    command.caseNumber = "26-1";
    assertThat(Fakes.run(command, "oscar", "operator"))
        .contains("stolen vehicle")
        .contains("only for the roles of the list")
        .contains("Lead only.");
    command.json = true;
    assertThat(Fakes.run(command, "oscar", "operator")).contains("\"hidden\":true");
    command.json = false;
    lists.known = false;
    assertThat(Fakes.run(command, "oscar", "operator")).contains("no list has it");
    command.reason = "";
    assertThatThrownBy(() -> Fakes.run(command, "oscar")).hasMessageContaining("reason");
  }

  @Test
  void aListIsRemoved() throws Exception {
    HotListRemoveCommand command = new HotListRemoveCommand();
    command.hotLists = lists;
    command.name = "stolen";
    assertThat(Fakes.run(command, "sue", "supervisor")).contains("stolen is removed");
    lists.known = false;
    assertThatThrownBy(() -> Fakes.run(command, "sue")).hasMessageContaining("there is no");
  }
}
