package org.watchfloor.core.api.cluster;

/**
 * A node as this node sees it.
 *
 * @param name of the node
 * @param address host and port at which the nodes speak to each other
 * @param alive whether it is in this node's majority
 * @param leads whether it gives the positions
 * @param written position of the last entry known to be on its disk
 * @param sources how many sources it runs
 * @param said in words what hinders it; empty for nothing
 */
public record ClusterMember(
    String name,
    String address,
    boolean alive,
    boolean leads,
    long written,
    int sources,
    String said) {}
