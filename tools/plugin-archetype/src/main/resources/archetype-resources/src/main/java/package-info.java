/** ${name}. */
#if($inTree == 'true')
@org.jspecify.annotations.NullMarked
#end
package ${package};
