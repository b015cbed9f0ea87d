/**
 * The jump host: renters come to the tunnel server itself, as the user {@code jump}, and from there into their devices.
 */
package org.p2pvps.tunnel.jump;
