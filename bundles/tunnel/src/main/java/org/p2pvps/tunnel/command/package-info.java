/** Console commands about tunnels. */
package org.p2pvps.tunnel.command;
