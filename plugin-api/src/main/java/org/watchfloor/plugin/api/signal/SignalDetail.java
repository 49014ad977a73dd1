package org.watchfloor.plugin.api.signal;

/**
 * What is special to a kind. Known kinds have a typed record, all others use {@link Fields}.
 * Plugins must not switch exhaustively over the subtypes: new ones come with minor versions of this
 * API.
 */
public sealed interface SignalDetail permits Gunshot, PlateRead, Fields {}
