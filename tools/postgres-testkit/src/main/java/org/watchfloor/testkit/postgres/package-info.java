/** PostgreSQL for tests. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.testkit.postgres;
