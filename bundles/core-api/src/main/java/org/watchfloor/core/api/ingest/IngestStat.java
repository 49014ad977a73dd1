package org.watchfloor.core.api.ingest;

/** Counters since start, by what became of the signals. */
public record IngestStat(
    long accepted, long duplicates, long overloaded, long rejected, long unavailable) {}
