/** ${name}. */
package ${package};
