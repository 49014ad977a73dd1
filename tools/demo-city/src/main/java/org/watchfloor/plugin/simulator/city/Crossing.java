package org.watchfloor.plugin.simulator.city;

/**
 * Where an avenue (column) meets a cross street (row).
 *
 * @param column of the avenue, from the west
 * @param row of the street, from the south
 * @param spot its middle
 * @param avenue name of the avenue
 * @param street name of the street
 */
public record Crossing(int column, int row, Spot spot, String avenue, String street) {
  public String name() {
    return street + " & " + avenue;
  }
}
