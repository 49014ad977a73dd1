@org.jspecify.annotations.NullMarked
package org.watchfloor.camel.routes.internal;
