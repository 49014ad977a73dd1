/**
 * The journal on RocksDB: one writer thread that commits whatever waits as one synced group,
 * readers beside it, and retention behind both.
 */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.journal.internal;
