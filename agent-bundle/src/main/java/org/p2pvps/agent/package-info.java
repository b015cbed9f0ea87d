/** The agent: keeps an owner's device as its server wants it. */
package org.p2pvps.agent;
