package org.watchfloor.plugin.api.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlateReadTest {
  private static PlateRead read(String plate, List<PlateCharacter> characters) {
    return new PlateRead(
        plate, "", Optional.empty(), List.of(), "", "", "", Optional.empty(), characters);
  }

  @Test
  void charactersAreAsManyAsThePlateHas() {
    PlateCharacter a = PlateCharacter.of("A", 0.9);
    assertThat(read("AA", List.of(a, a)).characters()).hasSize(2);
    assertThat(read("AA", List.of()).characters()).isEmpty();
    assertThatThrownBy(() -> read("AA", List.of(a)))
        .hasMessage("characters: 1, but the plate has 2");
    assertThat(PlateRead.of("AA", 0.5).characters()).isEmpty();
  }

  @Test
  void aCharacterIsOneAndItsConfidencesAreFractions() {
    assertThatThrownBy(() -> PlateCharacter.of("", 1)).hasMessageContaining("value");
    assertThatThrownBy(() -> PlateCharacter.of("AB", 1))
        .hasMessage("value: must be one character, not 2");
    assertThatThrownBy(() -> new PlateCharacter("A", 1, Map.of("x".repeat(5_000), 0.5)))
        .hasMessage("others: must be one character, not 5000");
    assertThatThrownBy(() -> PlateCharacter.of("A", 255)).hasMessageContaining("confidence");
    assertThatThrownBy(() -> new PlateCharacter("A", 1, Map.of("4", 1.5)))
        .hasMessageContaining("others.4");
  }
}
