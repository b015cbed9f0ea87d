/**
 * The sockets under the SSH server: a few threads with a selector each, shared read buffers, and write buffers that exist only
 * while something waits to be written. An idle connection costs its objects and nothing else.
 */
package org.p2pvps.tunnel.io;
