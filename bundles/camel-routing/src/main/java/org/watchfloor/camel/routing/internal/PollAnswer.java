package org.watchfloor.camel.routing.internal;

import java.net.http.HttpHeaders;

/**
 * What a polled address answered.
 *
 * @param body within the limit; empty for any status but 2xx
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PollAnswer(int status, HttpHeaders headers, byte[] body) {}
