/** The web tunnel: LocalTunnel's protocol, the leased name's requests carried to port 80 in the container, and TLS sessions to port 443. */
package org.p2pvps.agent.web;
