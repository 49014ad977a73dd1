/** The {@code alertbus:} component: the only bridge between Camel's routes and the core. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.camel.alertbus.internal;
