package org.watchfloor.core.api.runtime;

import java.time.Instant;
import java.util.Optional;

/**
 * A source as it is now.
 *
 * @param id {@code <plugin id>~<name>}
 * @param pluginId of the plugin that it is configured for
 * @param state where it is in its life
 * @param reason in words; names the key where a configuration is wrong; may be empty
 * @param since when it entered the state, UTC
 * @param camera whether it can be asked for pictures
 * @param signals accepted since the center started
 * @param malformed messages refused since the center started
 * @param lastSignalAt when it last handed in a signal, UTC
 */
public record SourceInfo(
    String id,
    String pluginId,
    SourceState state,
    String reason,
    Instant since,
    boolean camera,
    long signals,
    long malformed,
    Optional<Instant> lastSignalAt) {}
