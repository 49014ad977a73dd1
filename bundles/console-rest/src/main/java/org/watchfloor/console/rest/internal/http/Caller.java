package org.watchfloor.console.rest.internal.http;

import java.util.Optional;
import java.util.function.Function;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Session;

/**
 * Who calls.
 *
 * @param identity who, and what they may do
 * @param session of a browser; empty for a token
 * @param actor for the audit log
 * @param again asks whether the session or token still holds; for streams, which outlive the
 *     question asked at their beginning
 */
public record Caller(
    Identity identity,
    Optional<Session> session,
    Actor actor,
    Function<Access, Optional<Identity>> again) {}
