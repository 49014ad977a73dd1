package org.watchfloor.rtcc.plates.internal.match;

/** Finds entries that a list has twice, while its table is filled. Not thread-safe. */
final class Duplicates {
  private final EntryTable table;
  private int[] slots = new int[64];
  private int size;

  Duplicates(EntryTable table) {
    this.table = table;
  }

  /** Whether no row before is the same. */
  boolean isNew(int row) {
    if (size * 2 >= slots.length) {
      grow();
    }
    int slot = slot(row);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = row + 1;
    size++;
    return true;
  }

  private int slot(int row) {
    int slot = table.hash(row) & slots.length - 1;
    while (slots[slot] != 0 && !table.same(slots[slot] - 1, row)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    for (int entry : old) {
      if (entry != 0) {
        slots[slot(entry - 1)] = entry;
      }
    }
  }
}
