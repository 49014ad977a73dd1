package org.watchfloor.core.runtime.internal;

import org.watchfloor.core.api.runtime.PluginEvent;

/** Brings what was found out about a source to its lane, where something is done about it. */
record SourceWarden(Lane lane, SourceLife life) implements Custody.Warden {

  @Override
  public void slow(String what, String reason) {
    if (what.equals(SourceSession.START)) {
      lane.post(() -> life.slowToStart(reason));
    }
  }

  @Override
  public void crowded() {
    lane.post(life::crowded);
  }

  @Override
  public void evict(PluginEvent.Kind kind, String reason) {
    lane.post(() -> life.evict(kind, reason));
  }
}
