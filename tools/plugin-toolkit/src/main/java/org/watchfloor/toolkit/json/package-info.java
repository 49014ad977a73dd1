/** JSON of vendors: trees with limits, every refusal with the path of the field. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.toolkit.json;
