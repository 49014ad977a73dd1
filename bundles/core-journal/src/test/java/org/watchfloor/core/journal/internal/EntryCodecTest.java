package org.watchfloor.core.journal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.JournalEntry;

class EntryCodecTest {
  private static final long TIME = 1_795_000_000_123L;

  @Test
  void givesBackWhatWasWritten() throws Exception {
    byte[] value = EntryCodec.encode(7, TIME, Journals.draft("café~1", "k-ü", "payload"));

    JournalEntry entry = EntryCodec.decode(7, value);

    assertThat(entry.position()).isEqualTo(7);
    assertThat(entry.type()).isEqualTo(EntryType.SIGNAL);
    assertThat(entry.recordedAt().toEpochMilli()).isEqualTo(TIME);
    assertThat(entry.stream()).isEqualTo("café~1");
    assertThat(Journals.text(entry)).isEqualTo("payload");
    assertThat(EntryCodec.storedKey(7, value))
        .isEqualTo(EntryCodec.storedKey(Journals.draft("café~1", "k-ü", "other")));
  }

  @Test
  void noticesEveryChangedByte() {
    byte[] value = EntryCodec.encode(7, TIME, Journals.draft("s~1", "k", "payload"));
    for (int i = 0; i < value.length; i++) {
      byte[] changed = value.clone();
      changed[i] ^= 0x10;
      assertThatThrownBy(() -> EntryCodec.decode(7, changed)).isInstanceOf(CorruptEntry.class);
    }
    assertThatThrownBy(() -> EntryCodec.decode(8, value)).isInstanceOf(CorruptEntry.class);
    assertThatThrownBy(() -> EntryCodec.decode(7, new byte[3])).isInstanceOf(CorruptEntry.class);
  }

  @Test
  void noTwoPairsOfStreamAndKeyGiveTheSameBytes() {
    assertThat(EntryCodec.storedKey(Journals.draft("a\0b", "c", "")))
        .isNotEqualTo(EntryCodec.storedKey(Journals.draft("a", "b\0c", "")));
  }
}
