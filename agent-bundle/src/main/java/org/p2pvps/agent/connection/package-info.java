/** Connections that are to stand for good: opened again after every loss. */
package org.p2pvps.agent.connection;
