/**
 * The spine as the tests of a bundle see it. A hand-written fake of our own interface is meant
 * where a test must decide what happens and when: it keeps the promises of the interface's Javadoc
 * and adds a lever. What a test need not decide is the real thing.
 */
@org.jspecify.annotations.NullMarked
package org.watchfloor.testkit.core;
