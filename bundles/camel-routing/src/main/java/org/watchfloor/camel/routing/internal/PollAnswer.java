package org.watchfloor.camel.routing.internal;

import java.util.Optional;
import java.util.TreeMap;

/**
 * What a polled address answered.
 *
 * @param headers the first value of each, by names in any case
 * @param body within the limit; empty for any status but 2xx
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PollAnswer(int status, TreeMap<String, String> headers, byte[] body) {
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
