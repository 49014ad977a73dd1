/** What every resource shares: routes, calls, answers and problems. Knows no resource. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.console.rest.internal.http;
