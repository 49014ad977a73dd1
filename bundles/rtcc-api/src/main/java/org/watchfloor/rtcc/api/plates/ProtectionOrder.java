package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Optional;
import org.watchfloor.core.api.access.Role;

/**
 * A protection order as everybody at the desk may see it: without the place.
 *
 * @param id {@code order-} and 12 hexadecimal digits
 * @param plate as in {@link OrderDraft}; may be empty
 * @param list as in {@link OrderDraft}; may be empty
 * @param shownTo who may see the place
 * @param writtenAt last change, UTC
 * @param writtenBy user or token
 */
public record ProtectionOrder(
    String id,
    String plate,
    String list,
    String caseNumber,
    OrderHours hours,
    Optional<Instant> validUntil,
    Role shownTo,
    Instant writtenAt,
    String writtenBy) {}
