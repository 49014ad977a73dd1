package org.watchfloor.plugin.simulator.city;

/**
 * A name on the map.
 *
 * @param kind {@code district}, {@code park}, {@code water} or {@code building}
 */
public record Landmark(String name, String kind, Spot spot) {}
