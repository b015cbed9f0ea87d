/**
 * The SSH server that devices connect to. The data path ({@code DeviceConnectionService}, {@code LeasedPort}, {@code
 * RenterHandler}, {@code RenterChannel}) moves bytes; the policy ({@code LeaseTable}, {@code LeaseFollower}, {@code
 * TunnelRegistry}) says who may. The first asks the second, never the other way round.
 */
package org.p2pvps.tunnel;
