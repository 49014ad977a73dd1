package org.watchfloor.rtcc.plates.internal.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads that do not change any more, in memory or in a file that is mapped into it. Immutable and
 * thread-safe. A file that was replaced stays mapped for as long as somebody holds this object.
 */
final class Segment {
  private final ByteBuffer buffer;
  private final int[] begins = new int[Section.values().length];
  private final Counts counts;
  private final RowFormat format;
  private final int rowSize;

  /** Bits of what a row has, of the number of a row and of the number of a plate. */
  private final long timeBits;

  private final long numberBits;
  private final int spotBits;
  private final int traitsBits;
  private final int rowBytes;
  private final int keyBytes;

  private final Fence keys;
  private final Fence mirroredKeys;

  /** Made when they are asked for; made twice by two threads, they are the same. */
  private final @Nullable String[] words;

  /**
   * @throws DamagedIndex if this is not what a writer wrote
   */
  Segment(ByteBuffer content) throws DamagedIndex {
    this.buffer = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int footer = buffer.limit() - SegmentWriter.FOOTER;
    if (footer < 0 || buffer.getLong(buffer.limit() - 16) != SegmentWriter.MAGIC) {
      throw new DamagedIndex("is no segment of this version");
    }
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(0, buffer.limit() - 8));
    if (crc.getValue() != buffer.getLong(buffer.limit() - 8)) {
      throw new DamagedIndex("has a wrong checksum");
    }
    long[] longs = new long[Counts.LONGS];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = (int) buffer.getLong(footer + 8 * i);
    }
    for (int i = 0; i < longs.length; i++) {
      longs[i] = buffer.getLong(footer + 8 * (begins.length + i));
    }
    this.counts = Counts.of(longs);
    this.format = counts.format();
    this.rowSize = format.size();
    this.timeBits = Width.mask(format.timeBytes());
    this.numberBits = Width.mask(format.numberBytes());
    this.spotBits = (int) Width.mask(format.spotBytes());
    this.traitsBits = (int) Width.mask(format.traitsBytes());
    this.rowBytes = Width.of(counts.rows());
    this.keyBytes = Width.of(counts.keys());
    this.words = new String[counts.strings()];
    this.keys = new Fence(counts.keys(), this::key);
    this.mirroredKeys = new Fence(counts.keys(), this::mirrored);
  }

  Counts counts() {
    return counts;
  }

  int bytes() {
    return buffer.limit();
  }

  private int begin(Section section) {
    return begins[section.ordinal()];
  }

  private int intAt(Section section, int index) {
    return buffer.getInt(begin(section) + 4 * index);
  }

  private long longAt(Section section, int index) {
    return buffer.getLong(begin(section) + 8 * index);
  }

  /** Behind every section there is enough that more bytes may be read than are wanted. */
  private int intAt(Section section, int index, int bytes) {
    return buffer.getInt(begin(section) + bytes * index) & (int) Width.mask(bytes);
  }

  private int row(int row) {
    return begin(Section.ROWS) + rowSize * row;
  }

  /** A {@link PlateKey}. */
  long plate(int row) {
    return buffer.getLong(row(row));
  }

  long time(int row) {
    return (buffer.getLong(row(row) + format.timeAt()) & timeBits) + format.minTime();
  }

  long number(int row) {
    return (buffer.getLong(row(row) + format.numberAt()) & numberBits) + format.minNumber();
  }

  int spot(int row) {
    return buffer.getInt(row(row) + format.spotAt()) & spotBits;
  }

  int traits(int row) {
    return buffer.getInt(row(row) + format.traitsAt()) & traitsBits;
  }

  /** The row of the one that was ahead at that place among those. */
  int aheadRow(int index) {
    return buffer.getInt(begin(Section.AHEAD) + Section.AHEAD_BYTES * index);
  }

  long aheadCaptured(int index) {
    return buffer.getLong(begin(Section.AHEAD) + Section.AHEAD_BYTES * index + 4);
  }

  /** When a read was captured. */
  long captured(int row) {
    int low = 0;
    int high = counts.ahead();
    while (low < high) {
      int middle = low + high >>> 1;
      if (aheadRow(middle) < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < counts.ahead() && aheadRow(low) == row ? aheadCaptured(low) : time(row);
  }

  long key(int ordinal) {
    return longAt(Section.KEYS, ordinal);
  }

  long mirrored(int index) {
    return longAt(Section.MIRRORED, index);
  }

  /** The first plate that is not less than a key, of all in order. */
  int firstKey(long lowest) {
    return keys.first(lowest);
  }

  /** The first of the plates read from their end. */
  int firstMirrored(long lowest) {
    return mirroredKeys.first(lowest);
  }

  int mirroredOrdinal(int index) {
    return intAt(Section.MIRRORED_ORDINALS, index, keyBytes);
  }

  /** Where the rows of a plate begin among the postings, which is where those before it end. */
  int start(int ordinal) {
    return intAt(Section.STARTS, ordinal, rowBytes);
  }

  int posting(int index) {
    return intAt(Section.POSTINGS, index, rowBytes);
  }

  /** One of the three characters there are, as {@link PlateKey#gram}. */
  int gram(int index) {
    return intAt(Section.GRAMS, index);
  }

  /** Where the plates that have them begin, which is where those before them end. */
  int gramStart(int index) {
    return intAt(Section.GRAM_STARTS, index);
  }

  /** The number of a plate. */
  int gramPosting(int index) {
    return intAt(Section.GRAM_POSTINGS, index, keyBytes);
  }

  /** Of source, device, each a string. */
  int spotString(int spot, int which) {
    return buffer.getInt(begin(Section.SPOTS) + Section.SPOT_BYTES * spot + 4 * which);
  }

  double latitude(int spot) {
    return buffer.getDouble(begin(Section.SPOTS) + Section.SPOT_BYTES * spot + 8);
  }

  double longitude(int spot) {
    return buffer.getDouble(begin(Section.SPOTS) + Section.SPOT_BYTES * spot + 16);
  }

  /** Of state, make, color, each a string. */
  int traitString(int traits, int which) {
    return buffer.getInt(begin(Section.TRAITS) + Section.TRAITS_BYTES * traits + 4 * which);
  }

  byte[] string(int index) {
    return bytes(Section.STRINGS, Section.STRING_ENDS, index);
  }

  byte[] text(int index) {
    return bytes(Section.TEXTS, Section.TEXT_ENDS, index);
  }

  private byte[] bytes(Section texts, Section ends, int index) {
    int from = index == 0 ? 0 : intAt(ends, index - 1);
    byte[] bytes = new byte[intAt(ends, index) - from];
    buffer.get(begin(texts) + from, bytes);
    return bytes;
  }

  private String word(int index) {
    String word = words[index];
    if (word == null) {
      word = new String(string(index), StandardCharsets.UTF_8);
      words[index] = word;
    }
    return word;
  }

  String textPlate(int index) {
    return new String(text(index), StandardCharsets.UTF_8);
  }

  /** The number of a string; -1 if there is none. */
  int stringIndex(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = counts.strings() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int order = Arrays.compareUnsigned(string(middle), wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  Sighting sighting(int row) {
    long plate = plate(row);
    int spot = spot(row);
    int traits = traits(row);
    return new Sighting(
        number(row),
        time(row),
        captured(row),
        PlateKey.isText(plate) ? textPlate(PlateKey.textIndex(plate)) : PlateKey.text(plate),
        word(spotString(spot, 0)),
        word(spotString(spot, 1)),
        latitude(spot),
        longitude(spot),
        word(traitString(traits, 0)),
        word(traitString(traits, 1)),
        word(traitString(traits, 2)));
  }
}
