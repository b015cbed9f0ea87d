/** The SSH tunnel: the leased port on the server, forwarded to the container's SSH server. */
package org.p2pvps.agent.tunnel;
