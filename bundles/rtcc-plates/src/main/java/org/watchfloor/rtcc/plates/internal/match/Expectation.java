package org.watchfloor.rtcc.plates.internal.match;

/**
 * How many false alerts a list would give.
 *
 * @param readsPerDay as they came in the hours that are known
 * @param hours of traffic that are known, at most 24
 * @param falsePerDay alerts a day for vehicles that do not bear the plate
 * @param least of {@code falsePerDay}, and {@code most}: 95 of 100 such forecasts lie between, as
 *     far as chance goes
 * @param draws how many reads were made up
 */
public record Expectation(
    double readsPerDay, double hours, double falsePerDay, double least, double most, long draws) {}
