/** Docker, by docker-java, which shows nowhere else. */
package org.p2pvps.agent.engine.docker;
