package org.watchfloor.plugin.plate.genericcsv.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.toolkit.plates.Expression;
import org.watchfloor.toolkit.plates.Field;
import org.watchfloor.toolkit.plates.PlateMapping;
import org.watchfloor.toolkit.plates.PlateText;
import org.watchfloor.toolkit.plates.Times;

/**
 * How the files of a source are laid out. Immutable.
 *
 * @param header whether the first row has the names of the columns
 * @param skip lines before it
 */
record Layout(
    Charset charset,
    char separator,
    boolean header,
    int skip,
    Map<Field, Expression<Column>> columns,
    PlateMapping mapping) {
  private static final int MAX_SKIP = 1_000;

  /**
   * @throws IllegalArgumentException {@code key: reason}
   */
  static Layout of(PlateGenericcsvConfig config) {
    if (config.skip_lines() < 0 || config.skip_lines() > MAX_SKIP) {
      throw new IllegalArgumentException("skip.lines: must be within 0 to " + MAX_SKIP);
    }
    Map<Field, Expression<Column>> columns = new EnumMap<>(Field.class);
    texts(config)
        .forEach(
            (field, text) ->
                columns.put(
                    field,
                    Expression.parse(
                        field.key(), text, name -> Column.parse(name, config.header()))));
    for (Field needed : List.of(Field.PLATE, Field.TIME)) {
      if (texts(config).getOrDefault(needed, "").isBlank()) {
        throw new IllegalArgumentException(needed.key() + ": is missing; name its column");
      }
    }
    Times times = Times.of(config.time_format(), config.time_zone(), config.time_offset_ignored());
    PlateMapping mapping =
        new PlateMapping(times, PlateText.of(config.plate_none()), config.confidence_max());
    return new Layout(
        charset(config.charset()),
        separator(config.separator()),
        config.header(),
        config.skip_lines(),
        columns,
        mapping);
  }

  Expression<Column> column(Field field) {
    Expression<Column> column = columns.get(field);
    if (column == null) {
      throw new IllegalStateException(field + " is no field of a layout");
    }
    return column;
  }

  private static Map<Field, String> texts(PlateGenericcsvConfig config) {
    Map<Field, String> texts = new EnumMap<>(Field.class);
    texts.put(Field.PLATE, config.plate());
    texts.put(Field.TIME, config.time());
    texts.put(Field.ID, config.id());
    texts.put(Field.DEVICE, config.device());
    texts.put(Field.REGION, config.region());
    texts.put(Field.CONFIDENCE, config.confidence());
    texts.put(Field.MAKE, config.make());
    texts.put(Field.COLOR, config.color());
    texts.put(Field.BODY, config.body());
    texts.put(Field.HEADING, config.heading());
    texts.put(Field.LATITUDE, config.latitude());
    texts.put(Field.LONGITUDE, config.longitude());
    return texts;
  }

  private static Charset charset(String name) {
    try {
      return name.equals("utf-8") ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "charset: \"" + name + "\" is no encoding like utf-8 or windows-1252", e);
    }
  }

  private static char separator(String word) {
    return switch (word) {
      case "comma" -> ',';
      case "semicolon" -> ';';
      case "tab" -> '\t';
      case "pipe" -> '|';
      default ->
          throw new IllegalArgumentException(
              "separator: \"" + word + "\" is none of comma, semicolon, tab, pipe");
    };
  }
}
