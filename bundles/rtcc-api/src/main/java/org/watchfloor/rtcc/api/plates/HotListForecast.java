package org.watchfloor.rtcc.api.plates;

/**
 * How many false alerts a setting of a hot list would give.
 *
 * @param readsPerDay as they came in the hours that are known; 0 before any came
 * @param hours of traffic that are known, 1 to 24; less than a day is taken for a part of one
 * @param falsePerDay alerts a day for vehicles that do not bear the plate
 * @param least of {@code falsePerDay} and {@code most}: 95 of 100 forecasts lie between, as far as
 *     chance goes; {@code most} is {@code readsPerDay} where too few reads are known to say
 *     anything
 * @param draws how many reads were made up; 0 where too few are known
 */
public record HotListForecast(
    double readsPerDay, double hours, double falsePerDay, double least, double most, long draws) {}
