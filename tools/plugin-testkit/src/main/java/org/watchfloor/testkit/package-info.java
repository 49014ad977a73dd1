/** The conformance kit: a plugin's test extends a contract and inherits its numbered rules. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.testkit;
