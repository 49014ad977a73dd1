package org.watchfloor.toolkit.plates;

/** The texts of one read. */
@FunctionalInterface
public interface Texts {
  /**
   * Empty where the message has none.
   *
   * @throws FieldFault if something stands there that is no text
   */
  String of(Field field) throws FieldFault;
}
