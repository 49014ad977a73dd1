package org.watchfloor.rtcc.api.plates;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;

/**
 * Orders that keep somebody away from a place. A read of a plate near the place within the hours
 * becomes an alert {@code protection.order}, which is a lead as a hit is, see {@link Leads}. The
 * place is in no alert, no change and no line of any log. Thread-safe; calls block. Everything but
 * a list is audited, without the place.
 */
@ProviderType
public interface ProtectionOrders {
  /**
   * In force for the next read when the call returns.
   *
   * @throws IllegalArgumentException if it has ended already, or there is no such list
   */
  ProtectionOrder create(OrderDraft draft, Actor by);

  /**
   * Empty if there is none of that id.
   *
   * @throws IllegalArgumentException as for {@link #create}
   */
  Optional<ProtectionOrder> replace(String id, OrderDraft draft, Actor by);

  /** False if there is none of that id. */
  boolean remove(String id, Actor by);

  /** Those that have not ended, oldest change first. */
  List<ProtectionOrder> orders();

  Optional<ProtectionOrder> order(String id);

  /**
   * The place of an order; empty if there is none of that id.
   *
   * @param reader who wants to see it
   * @throws PlaceWithheld if it is not shown to any role of the reader; that is audited, too
   */
  Optional<ProtectedPlace> place(String id, Identity reader, Actor by) throws PlaceWithheld;
}
